import { fault } from '@strongroom/contracts';

/** Nobody can say now whether a credential still stands: 503 with Retry-After, never 401. */
export function revocationUnknown(retryAfterMs: number): Error {
  return fault('err:access:unavailable:revocation', {
    message: 'whether the credential is revoked cannot be told now',
    retryAfterMs,
  });
}
