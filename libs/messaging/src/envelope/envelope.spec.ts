import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { statusNumbers, type StatusCode } from '../status.js';
import { decodeEnvelope } from './decode.js';
import { encodeEnvelope } from './encode.js';
import { type Envelope, type Kind, kindNumbers, priorities } from './envelope.js';
import { FRAME_BYTES_MAX, SIGNATURE_BYTES } from './layout.js';
import { isSignedBy, signFrame } from './signature.js';

const text = fc.string({ unit: 'binary', maxLength: 40 });
const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/);
const envelopes: fc.Arbitrary<Envelope> = fc.record({
  kind: fc.constantFrom(...(Object.keys(kindNumbers) as Kind[])),
  priority: fc.constantFrom(...priorities),
  status: fc.constantFrom(...(Object.keys(statusNumbers) as StatusCode[])),
  id: fc.uuid(),
  about: fc.uuid(),
  deadlineMs: fc.nat({ max: 2 ** 48 - 1 }),
  ...{ sender: name, audience: name, replyTo: name },
  ...{ keyId: text, pattern: text, idempotencyKey: text, traceparent: text, contentType: text, contentEncoding: text },
  ...{ metadata: text, securityContext: text },
  body: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
});
const key = createSecretKey(randomBytes(32));

function frameOf(envelope: Envelope): Buffer {
  const frame = encodeEnvelope(envelope);
  signFrame(frame, key);
  return frame;
}

describe('an envelope', () => {
  it('is read back as it was written, whatever its fields hold', () => {
    fc.assert(
      fc.property(envelopes, (envelope) => {
        expect(decodeEnvelope(frameOf(envelope))).toEqual(envelope);
      }),
    );
  });

  it('loses its signature with any bit that changes', () => {
    fc.assert(
      fc.property(envelopes, fc.nat(), fc.integer({ min: 0, max: 7 }), (envelope, at, bit) => {
        const frame = frameOf(envelope);
        const index = at % frame.length;
        frame[index] = frame.readUInt8(index) ^ (1 << bit);
        expect(isSignedBy(frame, key)).toBe(false);
      }),
    );
  });

  it('never throws on bytes that somebody else wrote', () => {
    fc.assert(
      fc.property(envelopes, fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 44 }), (envelope, bytes, kept) => {
        const frame = Buffer.concat([frameOf(envelope).subarray(0, kept), bytes]);
        expect(() => decodeEnvelope(frame)).not.toThrow();
      }),
    );
  });

  it('is refused when any part of it is missing', () => {
    fc.assert(
      fc.property(envelopes, fc.nat(), (envelope, cut) => {
        const frame = frameOf(envelope);
        expect(decodeEnvelope(frame.subarray(0, cut % frame.length))).toBe('malformed');
      }),
    );
  });

  it('is not made longer than a receiver reads', () => {
    for (const envelope of fc.sample(envelopes, 1)) {
      expect(() => encodeEnvelope({ ...envelope, body: Buffer.alloc(FRAME_BYTES_MAX) })).toThrow(RangeError);
      expect(() => encodeEnvelope({ ...envelope, pattern: 'x'.repeat(70_000) })).toThrow('pattern');
    }
    expect(decodeEnvelope(Buffer.alloc(FRAME_BYTES_MAX + SIGNATURE_BYTES))).toBe('malformed');
  });
});
