import { type ErrorRow } from './error-row.js';

/** Errors that any call may answer with. */
export const commonErrors = {
  'err:request:invalid:schema': {
    status: 'INVALID_ARGUMENT',
    title: 'The request does not fit its schema',
    happened:
      'A field is missing, unknown, or breaks a rule. `errors` names each field and its rule; nothing was changed.',
    fix: 'Correct the fields named in `errors`. The OpenAPI document at /openapi.json shows every field.',
  },
  'err:request:invalid:body': {
    status: 'INVALID_ARGUMENT',
    title: 'The body cannot be read',
    happened: 'The body is not valid JSON (or not the content type that this route takes), or it is too large.',
    fix: 'Send one JSON object with content-type application/json, within the size that the message names.',
  },
  'err:request:invalid:http': {
    status: 'INVALID_ARGUMENT',
    title: 'The request is not readable HTTP',
    happened: 'The request line, the path or a header breaks a rule of HTTP, is too long, or came too slowly.',
    fix: 'Mend what the message names; an HTTP library sends none of this by itself.',
  },
  'err:request:missing:idempotency-key': {
    status: 'INVALID_ARGUMENT',
    title: 'The request needs an Idempotency-Key',
    happened: 'This call has an effect that must not happen twice, and the request did not say which attempt it is.',
    fix: 'Send an Idempotency-Key header (1 to 255 visible characters), the same one when you try the same request again.',
  },
  'err:request:unknown:route': {
    status: 'NOT_FOUND',
    title: 'There is no such route',
    happened: 'No route of the API has this method and path.',
    fix: 'Look the route up in /openapi.json.',
  },
  'err:access:unauthenticated:token': {
    status: 'UNAUTHENTICATED',
    title: 'The access token is missing or not good',
    happened:
      'There is no access token, or it is malformed, expired, revoked, or for another audience. `reason` says which.',
    fix: 'Get a new access token from /oauth/token and send it as `Authorization: Bearer <token>`.',
  },
  'err:access:unauthenticated:step-up': {
    status: 'UNAUTHENTICATED',
    title: 'The credential was proven too long ago for this',
    happened:
      'The access token is good, but this call asks for one whose holder has authenticated within the last `max_age` seconds.',
    fix: 'Authenticate again for a new access token, and send the request with it at once (RFC 9470).',
  },
  'err:access:denied:scope': {
    status: 'PERMISSION_DENIED',
    title: 'The credential does not allow this',
    happened: 'The credential is good, but does not hold a scope that this call needs.',
    fix: 'Ask for a token with the scope that the message names, with a client that may have it.',
  },
  'err:access:unavailable:revocation': {
    status: 'UNAVAILABLE',
    retryable: true,
    title: 'Whether the token is still good cannot be told now',
    happened:
      'This process has not heard from the revocation log for longer than its policy allows, and asking it failed.',
    fix: 'Try again after Retry-After. A token is never accepted because of such a failure.',
  },
  'err:platform:unavailable:service': {
    status: 'UNAVAILABLE',
    retryable: true,
    title: 'The service cannot be reached',
    happened: 'The service that carries this out, or the wire to it, does not answer.',
    fix: 'Try again after Retry-After; with the same Idempotency-Key where there was one.',
  },
  'err:platform:unavailable:redis': {
    status: 'UNAVAILABLE',
    exit: 4,
    retryable: true,
    title: 'Redis cannot be reached',
    happened: 'The wire between the services is down. Nothing was changed.',
    fix: 'Try again after Retry-After. Operators: see `strongroom doctor`.',
  },
  'err:platform:unavailable:database': {
    status: 'UNAVAILABLE',
    exit: 3,
    retryable: true,
    title: 'The database cannot be reached',
    happened:
      'The connection to Postgres failed or timed out. The transaction was not committed, or its outcome is not known.',
    fix: 'Try again after Retry-After; with the same Idempotency-Key where there was one. Operators: see `strongroom doctor`.',
  },
  'err:platform:unavailable:secret-store': {
    status: 'UNAVAILABLE',
    exit: 5,
    retryable: true,
    title: 'The secret store cannot be reached',
    happened: 'OpenBao or Vault is down, sealed, or refuses to answer now.',
    fix: 'Try again after Retry-After. Operators: `strongroom doctor` says which state it is in.',
  },
  'err:platform:exceeded:deadline': {
    status: 'DEADLINE_EXCEEDED',
    retryable: true,
    title: 'The call was not answered in time',
    happened: 'The deadline passed before an answer came. Whether it took effect is not known.',
    fix: 'Ask for the state of the thing, or try again with the same Idempotency-Key.',
  },
  'err:platform:exceeded:capacity': {
    status: 'RESOURCE_EXHAUSTED',
    retryable: true,
    title: 'The service has more work than it can take',
    happened: 'The queue of the service is full, so this call was turned away at once and not started.',
    fix: 'Try again after Retry-After.',
  },
  'err:platform:cancelled:caller': {
    status: 'CANCELLED',
    title: 'The call was cancelled',
    happened: 'The caller went away before an answer was ready.',
    fix: 'Nothing, if that was meant; else ask again.',
  },
  'err:platform:internal:unexpected': {
    status: 'INTERNAL',
    title: 'Something went wrong on our side',
    happened: 'An error that nobody foresaw. Its detail is in the service’s log under the trace id.',
    fix: 'Give the trace id of the answer to whoever runs the system.',
  },
} as const satisfies Record<`err:${string}:${string}:${string}`, ErrorRow>;
