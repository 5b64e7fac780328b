import { type ErrorRow } from './error-row.js';

/** Errors of the revocation log. */
export const revocationErrors = {
  'err:revocation:unknown:revocation': {
    status: 'NOT_FOUND',
    title: 'There is no such revocation',
    happened: 'No revocation of this tenant has this id or place in the log.',
    fix: 'Look it up with GET /v1/revocations. One that is still pending has no place in the log yet.',
  },
  'err:revocation:conflict:idempotency-key': {
    status: 'FAILED_PRECONDITION',
    title: 'The idempotency key was used for another revocation',
    happened: 'An earlier request with the same key revoked something else. Nothing was changed by this one.',
    fix: 'Send a new key for a new revocation.',
  },
  'err:revocation:unavailable:seal': {
    status: 'UNAVAILABLE',
    retryable: true,
    title: 'The revocation does not have its place in the log yet',
    happened:
      'The revocation is committed and will be enforced, but was not sealed within the time this request may take.',
    fix: 'Take the token to be alive, and send the request again after Retry-After: it gets the same place.',
  },
} as const satisfies Record<`err:${string}:${string}:${string}`, ErrorRow>;
