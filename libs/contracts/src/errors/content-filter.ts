import { type ErrorRow } from './error-row.js';

/** Errors of the content filter. Blocked content is not among them: it is an answer. */
export const contentFilterErrors = {
  'err:filter:exceeded:limit': {
    status: 'INVALID_ARGUMENT',
    http: 413,
    title: 'The content is more than the filter takes',
    happened:
      'The content is longer, deeper, or has more in it than the limit that the message names. Nothing of it was filtered.',
    fix: 'Send it in parts. Do not pass it on unfiltered.',
  },
  'err:filter:exceeded:queue': {
    status: 'UNAVAILABLE',
    retryable: true,
    title: 'Too much waits for the filter',
    happened: 'So many long contents wait to be filtered that no other may. Nothing of this one was filtered.',
    fix: 'Send it again after Retry-After. Do not pass it on unfiltered.',
  },
  'err:filter:invalid:policy': {
    status: 'FAILED_PRECONDITION',
    title: 'The policy names what the filter does not know',
    happened:
      'An entry of the policy names a type or a rule that no rule of the filter has. `errors` names each. Nothing was changed or filtered.',
    fix: 'Correct the names: an entry that never applies would leave something unprotected.',
  },
  'err:filter:denied:purpose': {
    status: 'PERMISSION_DENIED',
    title: 'Tokens may not be undone for this purpose',
    happened:
      'The tenant has no such purpose, or the caller is not among those who may name it. That this was asked is on record.',
    fix: 'Ask an administrator of the tenant to name the caller with PUT /v1/filter/purposes/{purpose}.',
  },
  'err:filter:unknown:version': {
    status: 'NOT_FOUND',
    title: 'There is no such version of the policy',
    happened: 'The tenant has never set a version with this number for this direction. Nothing was changed.',
    fix: 'List the versions with GET /v1/filter/policy/versions.',
  },
  'err:filter:unknown:shadow': {
    status: 'NOT_FOUND',
    title: 'No such policy is being tried',
    happened:
      'The tenant tries no policy with this id, or none for this direction; it may have ended. Nothing was changed.',
    fix: 'Look at GET /v1/filter/policy/shadow for the direction.',
  },
  'err:filter:conflict:shadow': {
    status: 'ABORTED',
    title: 'Another policy is being tried',
    happened: 'For each direction one policy at a time is tried beside the one in force. Nothing was changed.',
    fix: 'Promote or stop the one that GET /v1/filter/policy/shadow shows, then start this one.',
  },
  'err:filter:conflict:version': {
    status: 'ABORTED',
    title: 'The policy has changed meanwhile',
    happened: 'The version in force is not the `expected_version` of the request. Nothing was changed.',
    fix: 'Read the policy again with GET /v1/filter/policy, decide again, and send the version that you have seen.',
  },
} as const satisfies Record<`err:${string}:${string}:${string}`, ErrorRow>;
