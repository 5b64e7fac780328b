import { revocationUnknown } from '../door/door-refusal.js';

/**
 * Nobody can say now whether the token is revoked: 503 with `Retry-After`, never 401. An HTTP error as Express and NestJS
 * know them (the members of `http-errors`).
 */
export class RevocationUnknown extends Error {
  override readonly name = 'RevocationUnknown';
  readonly status = 503;
  readonly statusCode = 503;
  readonly expose = true;
  /** Sent by Express with an error that nobody handles; NestJS sends none. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(readonly retryAfterMs: number) {
    const { problem, headers } = revocationUnknown(retryAfterMs);
    super(problem.detail);
    this.headers = headers;
  }
}
