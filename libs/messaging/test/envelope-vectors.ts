import { createSecretKey } from 'node:crypto';
import { encodeEnvelope } from '../src/envelope/encode.js';
import { type Envelope, NIL_ID } from '../src/envelope/envelope.js';
import { signFrame } from '../src/envelope/signature.js';
import { type Refusal } from '../src/refusal.js';

/** A frame that every implementation must produce from these fields and this key, byte by byte. */
export interface EnvelopeVector {
  readonly name: string;
  /** 32 bytes, hexadecimal. */
  readonly key: string;
  /** As in docs/envelope.md; the body in hexadecimal. */
  readonly envelope: Omit<Envelope, 'body'> & { readonly body: string };
  readonly frame: string;
}

/** A frame that every implementation must refuse. */
export interface RefusedVector {
  readonly name: string;
  readonly frame: string;
  readonly reason: Refusal;
}

export const KEY = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';

const request: Envelope = {
  kind: 'request',
  priority: 0,
  status: 'OK',
  id: '0193a2c0-5b7e-7c3a-9f10-2b6d8e4f1a77',
  about: NIL_ID,
  deadlineMs: 1_800_000_002_000,
  keyId: 'gateway.1-revocation.4',
  sender: 'gateway',
  audience: 'revocation',
  pattern: 'revocation.token.revoke.v1',
  replyTo: '0193a2c0-0000-7000-8000-00000000beef',
  idempotencyKey: 'order-17-attempt-1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  contentType: 'application/json',
  contentEncoding: '',
  metadata: '{"locale":"de"}',
  securityContext: 'opaque.to.the.transport',
  body: Buffer.from('{"jti":"c4a1","reason":"stolen – café"}'),
};

const reply: Envelope = {
  ...request,
  kind: 'reply',
  priority: 1,
  about: request.id,
  sender: 'revocation',
  audience: 'gateway',
  pattern: '',
  replyTo: '',
  idempotencyKey: '',
  traceparent: '',
  metadata: '',
  securityContext: '',
  body: Buffer.from('{"status":"sealed","seq":1099511627781}'),
};

const failure: Envelope = {
  ...reply,
  status: 'RESOURCE_EXHAUSTED',
  body: Buffer.from(
    '{"code":"err:rate:limited:tenant","message":"too many requests","retryable":true,"retryAfterMs":750}',
  ),
};

const event: Envelope = {
  ...request,
  kind: 'event',
  priority: 1,
  id: '0193a2c0-6000-7000-8000-000000000001',
  deadlineMs: 0,
  audience: 'auth-token',
  sender: 'revocation',
  pattern: 'revocation.token.revoked.v1',
  replyTo: '',
  idempotencyKey: '',
  metadata: '',
};

const cancel: Envelope = {
  ...request,
  kind: 'cancel',
  priority: 1,
  id: '0193a2c0-5bff-7000-8000-000000000002',
  about: request.id,
  pattern: '',
  replyTo: '',
  idempotencyKey: '',
  traceparent: '',
  contentType: '',
  metadata: '',
  securityContext: '',
  body: Buffer.alloc(0),
};

function signed(envelope: Envelope): Buffer {
  const frame = encodeEnvelope(envelope);
  signFrame(frame, createSecretKey(KEY, 'hex'));
  return frame;
}

/** The vector of an envelope that is signed by KEY. */
export function vector(name: string, envelope: Envelope): EnvelopeVector {
  return {
    name,
    key: KEY,
    envelope: { ...envelope, body: envelope.body.toString('hex') },
    frame: signed(envelope).toString('hex'),
  };
}

function altered(at: number, by = 1): string {
  const frame = signed(request);
  const index = at < 0 ? frame.length + at : at;
  frame[index] = (frame.readUInt8(index) + by) & 0xff;
  return frame.toString('hex');
}

/** The request with a byte in its pattern that UTF-8 does not have, signed all the same. */
function notUtf8(): string {
  const frame = signed(request);
  frame[frame.indexOf(request.pattern)] = 0xff;
  signFrame(frame, createSecretKey(KEY, 'hex'));
  return frame.toString('hex');
}

/** What envelope-vectors.json holds. A change here is a change of the wire, which takes a new version. */
export function envelopeVectors(): {
  readonly accepted: readonly EnvelopeVector[];
  readonly refused: readonly RefusedVector[];
} {
  return {
    accepted: [
      vector('a request', request),
      vector('a reply', reply),
      vector('a reply that tells of a failure', failure),
      vector('an event', event),
      vector('a cancel, with every field empty that may be', cancel),
    ],
    refused: [
      { name: 'no bytes', frame: '', reason: 'malformed' },
      { name: 'another magic', frame: altered(0), reason: 'malformed' },
      { name: 'version 2', frame: altered(2), reason: 'version' },
      { name: 'kind 0', frame: altered(3, -1), reason: 'malformed' },
      { name: 'priority 3', frame: altered(4, 3), reason: 'malformed' },
      { name: 'status 2, which is none of ours', frame: altered(5, 2), reason: 'malformed' },
      { name: 'a request made a reply', frame: altered(3, 1), reason: 'unexpected' },
      { name: 'a later deadline', frame: altered(43), reason: 'signature' },
      { name: 'another id', frame: altered(21), reason: 'signature' },
      { name: 'another byte in the body', frame: altered(-33), reason: 'signature' },
      { name: 'another byte in the signature', frame: altered(-1), reason: 'signature' },
      { name: 'one byte more', frame: `${signed(request).toString('hex')}00`, reason: 'malformed' },
      { name: 'one byte less', frame: signed(request).toString('hex').slice(0, -2), reason: 'malformed' },
      {
        name: 'a sender that would leave its place in a key',
        frame: signed({ ...request, sender: 'a}:b' }).toString('hex'),
        reason: 'malformed',
      },
      { name: 'a pattern that is not UTF-8', frame: notUtf8(), reason: 'malformed' },
      {
        name: 'for another service',
        frame: signed({ ...request, audience: 'cleanup' }).toString('hex'),
        reason: 'audience',
      },
      {
        name: 'by a key that is not known',
        frame: signed({ ...request, keyId: 'gone' }).toString('hex'),
        reason: 'key',
      },
    ],
  };
}
