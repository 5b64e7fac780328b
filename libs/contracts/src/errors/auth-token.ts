import { type ErrorRow } from './error-row.js';

/** Errors of the token endpoint and of stored secrets. */
export const authTokenErrors = {
  'err:oauth:invalid:client': {
    status: 'UNAUTHENTICATED',
    title: 'The client could not be authenticated',
    happened:
      'The client is not known, its secret is wrong, or it is switched off. Which of these is not told, so that nobody can try out ids.',
    fix: 'Check the client id and its secret. Operators: the audit log says which of the three it was.',
  },
  'err:oauth:unknown:client': {
    status: 'NOT_FOUND',
    title: 'There is no such client',
    happened: 'No client of this tenant has this id.',
    fix: 'Check the id: it is the `client_id` that the client asks for tokens with.',
  },
  'err:oauth:invalid:scope': {
    status: 'INVALID_ARGUMENT',
    title: 'The client may not have this scope',
    happened: 'The request asks for a scope that the client was not given, or that is malformed.',
    fix: 'Ask only for scopes of the client, with one space between them, or leave `scope` out to get all of them.',
  },
  'err:oauth:invalid:target': {
    status: 'INVALID_ARGUMENT',
    title: 'No token can be had for this resource',
    happened: 'The request names a `resource` (RFC 8707) that this issuer makes no tokens for.',
    fix: 'Leave `resource` out, or name the issuer itself.',
  },
  'err:signing:exceeded:keys': {
    status: 'FAILED_PRECONDITION',
    title: 'Too many signing keys are published already',
    happened:
      'Every key that was replaced within the last day is still published for the tokens it signed, and verifiers do not read sets of any size. Nothing was changed.',
    fix: 'Wait until the oldest of them is retired: GET /v1/signing-keys says when. A key that is stolen is revoked, not rotated, and that is never refused.',
  },
  'err:secrets:unknown:secret': {
    status: 'NOT_FOUND',
    title: 'There is no such secret',
    happened: 'No secret of this tenant has this id, or it was deleted.',
    fix: 'Look the id up with GET /v1/secrets.',
  },
  'err:secrets:unknown:version': {
    status: 'NOT_FOUND',
    title: 'The secret has no such version',
    happened: 'The version was never stored, or is so old that the secret store no longer keeps it.',
    fix: 'Look the versions up with GET /v1/secrets/{secret_id}/history, or leave `version` out to get the current one.',
  },
  'err:secrets:conflict:version': {
    status: 'ABORTED',
    title: 'The secret has changed meanwhile',
    happened: 'The current version is not the `expected_version` of the request. Nothing was changed.',
    fix: 'Read the secret again, decide again, and send the version that you have seen.',
  },
  'err:secrets:conflict:busy': {
    status: 'ABORTED',
    retryable: true,
    title: 'Another change of this secret is under way',
    happened: 'A change of the same secret has begun and is not finished. Nothing was changed by this request.',
    fix: 'Try again after Retry-After. A change that was cut off is finished or given up within a minute or two.',
  },
  'err:secrets:conflict:abandoned': {
    status: 'ABORTED',
    title: 'The change took too long and was given up',
    happened:
      'The secret store answered so late that the change had been given up. The old value, if any, still stands.',
    fix: 'Send the request again.',
  },
} as const satisfies Record<`err:${string}:${string}:${string}`, ErrorRow>;
