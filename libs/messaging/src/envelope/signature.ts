import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { SIGNATURE_BYTES } from './layout.js';

/**
 * HMAC-SHA-256 over all of the frame before the signature. The frame begins with magic, version and kind and carries
 * sender and audience, each after its length: so a request is never a reply, and neither goes the other way.
 */
function signatureOf(frame: Buffer, key: KeyObject): Buffer {
  return createHmac('sha256', key).update(frame.subarray(0, -SIGNATURE_BYTES)).digest();
}

/** Writes the signature into the room that `encodeEnvelope` left. */
export function signFrame(frame: Buffer, key: KeyObject): void {
  signatureOf(frame, key).copy(frame, frame.length - SIGNATURE_BYTES);
}

export function isSignedBy(frame: Buffer, key: KeyObject): boolean {
  return timingSafeEqual(signatureOf(frame, key), frame.subarray(-SIGNATURE_BYTES));
}
