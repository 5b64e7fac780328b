import { CallError, type CallErrorShape } from '../call-error.js';
import { decodeBody, encodeBody } from '../envelope/body.js';
import { type Envelope } from '../envelope/envelope.js';
import { type FailureStatus } from '../status.js';

/** A failure as a reply carries it: the status in the header, the rest in the body. */
export function encodeFailure({
  status,
  code,
  message,
  fields,
  retryable,
  retryAfterMs,
}: CallErrorShape): Pick<Envelope, 'status' | 'contentType' | 'body'> {
  return { status, ...encodeBody({ code, message, fields, retryable, retryAfterMs }) };
}

/** The failure that a service we trust for its signature, not for its form, has answered with. */
export function decodeFailure(reply: Envelope, status: FailureStatus): CallError {
  const body = decodeBody(reply);
  const { code, message, fields, retryable, retryAfterMs } = (body instanceof Object ? body : {}) as Record<
    string,
    unknown
  >;
  return new CallError({
    status,
    code: typeof code === 'string' ? code : undefined,
    message: typeof message === 'string' ? message : 'no message',
    fields: Array.isArray(fields) ? fields.filter(isField) : [],
    retryable: retryable === true,
    retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : undefined,
  });
}

function isField(value: unknown): value is { pointer: string; rule: string } {
  return (
    value instanceof Object &&
    'pointer' in value &&
    typeof value.pointer === 'string' &&
    'rule' in value &&
    typeof value.rule === 'string'
  );
}
