import { CallError } from '../call-error.js';
import { type Envelope } from './envelope.js';

const JSON_TYPE = 'application/json';

/**
 * JSON; `undefined`, which JSON cannot say, is a body of no bytes. Throws `CallError` INVALID_ARGUMENT on what JSON
 * cannot hold: a cycle, a BigInt.
 */
export function encodeBody(value: unknown): Pick<Envelope, 'contentType' | 'body'> {
  try {
    const text = JSON.stringify(value) as string | undefined;
    return { contentType: JSON_TYPE, body: Buffer.from(text ?? '') };
  } catch (cause) {
    throw new CallError({ status: 'INVALID_ARGUMENT', message: 'the body cannot be written as JSON', cause });
  }
}

/** Throws `CallError` INVALID_ARGUMENT on a body that cannot be read. */
export function decodeBody({ contentType, contentEncoding, body }: Envelope): unknown {
  if (contentType !== JSON_TYPE || contentEncoding !== '')
    throw new CallError({ status: 'INVALID_ARGUMENT', message: `the body must be ${JSON_TYPE}, without encoding` });
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    throw new CallError({ status: 'INVALID_ARGUMENT', message: 'the body is not JSON' });
  }
}
