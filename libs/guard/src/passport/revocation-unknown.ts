import { ServiceUnavailableException } from '@nestjs/common';
import { revocationUnknown } from '../door/door-refusal.js';

/** Nobody can say now whether the token is revoked: 503 with `Retry-After`, never 401. */
export class RevocationUnknown extends ServiceUnavailableException {
  /** Sent by Express with an error that nobody handles; NestJS sends none. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(readonly retryAfterMs: number) {
    const { problem, headers } = revocationUnknown(retryAfterMs);
    super(problem.detail);
    this.headers = headers;
  }
}
