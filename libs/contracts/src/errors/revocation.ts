import { type ErrorRow } from './error-row.js';

/** Errors of the revocation log. */
export const revocationErrors = {
  'err:revocation:unknown:revocation': {
    status: 'NOT_FOUND',
    title: 'There is no such revocation',
    happened: 'No revocation that you may see has this id or place in the log.',
    fix: 'Look it up with GET /v1/revocations. One that is still pending has no place in the log yet.',
  },
  'err:revocation:conflict:idempotency-key': {
    status: 'FAILED_PRECONDITION',
    title: 'The idempotency key was used for another revocation',
    happened: 'An earlier request with the same key revoked something else. Nothing was changed by this one.',
    fix: 'Send a new key for a new revocation.',
  },
  'err:revocation:invalid:effective-at': {
    status: 'INVALID_ARGUMENT',
    title: 'The revocation cannot be scheduled for this time',
    happened:
      '`effective_at` has passed by the clock of the database, or is more than 366 days ahead. Nothing was changed.',
    fix: 'To revoke now, call the revoke operation itself. Otherwise send a time that is ahead, within 366 days.',
  },
  'err:revocation:unknown:scheduled': {
    status: 'NOT_FOUND',
    title: 'There is no such scheduled revocation',
    happened:
      'None that you may see has this id: none of your tenant, nor, with `revocation:emergency`, one that reaches beyond it.',
    fix: 'Look it up with GET /v1/scheduled-revocations.',
  },
  'err:revocation:conflict:scheduled': {
    status: 'FAILED_PRECONDITION',
    title: 'The scheduled revocation was made already',
    happened: 'Its time came before the cancellation did. It is in the log, and what it ended stays dead.',
    fix: 'Nothing brings a revoked credential back: get a new one.',
  },
  'err:revocation:conflict:stop': {
    status: 'FAILED_PRECONDITION',
    title: 'No such emergency stop stands',
    happened: 'No stop stands, or a later one than `stop_seq` says. Nothing was changed.',
    fix: 'See which one stands with GET /v1/emergency-stop, and decide again.',
  },
  'err:revocation:unknown:stop-request': {
    status: 'NOT_FOUND',
    title: 'No such emergency stop waits to be confirmed',
    happened: 'Nobody asked for a stop under this id, or its time to be confirmed has passed. Nothing was changed.',
    fix: 'Ask for the stop again with POST /v1/emergency-stop, and have another client confirm it in time.',
  },
  'err:revocation:denied:same-person': {
    status: 'PERMISSION_DENIED',
    title: 'Whoever asked for the emergency stop cannot confirm it',
    happened: 'This system asks two persons for an emergency stop, and this client asked for it. Nothing was changed.',
    fix: 'Have somebody else confirm it, with a client of his own.',
  },
  'err:revocation:unavailable:stopped': {
    status: 'UNAVAILABLE',
    title: 'An emergency stop stands',
    happened: 'Whoever runs the system has stopped it: no token is issued or accepted until the stop is lifted.',
    fix: 'Wait until it is lifted, and get a new token then. Operators: ask for a token with the scope `revocation:emergency` alone; see GET /v1/emergency-stop.',
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
