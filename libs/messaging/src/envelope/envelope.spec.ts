import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyEnvelope } from '../../test/any-envelope.js';
import { decodeEnvelope } from './decode.js';
import { encodeEnvelope } from './encode.js';
import { type Envelope } from './envelope.js';
import { FRAME_BYTES_MAX, SIGNATURE_BYTES } from './layout.js';
import { isSignedBy, signFrame } from './signature.js';

const key = createSecretKey(randomBytes(32));

function frameOf(envelope: Envelope): Buffer {
  const frame = encodeEnvelope(envelope);
  signFrame(frame, key);
  return frame;
}

describe('an envelope', () => {
  it('is read back as it was written, whatever its fields hold', () => {
    fc.assert(
      fc.property(anyEnvelope, (envelope) => {
        expect(decodeEnvelope(frameOf(envelope))).toEqual(envelope);
      }),
    );
  });

  it('loses its signature with any bit that changes', () => {
    fc.assert(
      fc.property(anyEnvelope, fc.nat(), fc.integer({ min: 0, max: 7 }), (envelope, at, bit) => {
        const frame = frameOf(envelope);
        const index = at % frame.length;
        frame[index] = frame.readUInt8(index) ^ (1 << bit);
        expect(isSignedBy(frame, key)).toBe(false);
      }),
    );
  });

  it('never throws on bytes that somebody else wrote', () => {
    fc.assert(
      fc.property(anyEnvelope, fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 44 }), (envelope, bytes, kept) => {
        const frame = Buffer.concat([frameOf(envelope).subarray(0, kept), bytes]);
        expect(() => decodeEnvelope(frame)).not.toThrow();
      }),
    );
  });

  it('is refused when any part of it is missing', () => {
    fc.assert(
      fc.property(anyEnvelope, fc.nat(), (envelope, cut) => {
        const frame = frameOf(envelope);
        expect(decodeEnvelope(frame.subarray(0, cut % frame.length))).toBe('malformed');
      }),
    );
  });

  it('is not made longer than a receiver reads', () => {
    for (const envelope of fc.sample(anyEnvelope, 1)) {
      expect(() => encodeEnvelope({ ...envelope, body: Buffer.alloc(FRAME_BYTES_MAX) })).toThrow(RangeError);
      expect(() => encodeEnvelope({ ...envelope, pattern: 'x'.repeat(70_000) })).toThrow('pattern');
    }
    expect(decodeEnvelope(Buffer.alloc(FRAME_BYTES_MAX + SIGNATURE_BYTES))).toBe('malformed');
  });
});
