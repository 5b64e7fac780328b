import { type KeyObject, timingSafeEqual } from 'node:crypto';
import { writeHmacSha256 } from './hmac-sha256.js';
import { SIGNATURE_BYTES } from './layout.js';

// HMAC-SHA-256 over all of the frame before the signature. The frame begins with magic, version and kind and carries
// sender and audience, each after its length: so a request is never a reply, and neither goes the other way.

/** Writes the signature into the room that `encodeEnvelope` left. */
export function signFrame(frame: Buffer, key: KeyObject): void {
  writeHmacSha256(key, signedPart(frame), frame, frame.length - SIGNATURE_BYTES);
}

const expected = Buffer.alloc(SIGNATURE_BYTES);

export function isSignedBy(frame: Buffer, key: KeyObject): boolean {
  writeHmacSha256(key, signedPart(frame), expected, 0);
  return timingSafeEqual(expected, frame.subarray(-SIGNATURE_BYTES));
}

function signedPart(frame: Buffer): Buffer {
  return frame.subarray(0, -SIGNATURE_BYTES);
}
