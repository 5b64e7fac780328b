import { ServiceUnavailableException } from '@nestjs/common';

/** Nobody can say now whether the token is revoked: 503 with `Retry-After`, never 401. */
export class RevocationUnknown extends ServiceUnavailableException {
  constructor(readonly retryAfterMs: number) {
    super('whether this token is revoked cannot be determined now');
  }
}
