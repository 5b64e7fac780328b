import { hash, type KeyObject } from 'node:crypto';

const BLOCK_BYTES = 64;
const MAC_BYTES = 32;

/** RFC 2104, section 2: the key, filled up to a block, in its two guises. */
interface Pads {
  readonly inner: Uint8Array;
  readonly outer: Uint8Array;
}

const padsOf = new WeakMap<KeyObject, Pads>();

// Nothing awaits between writing here and hashing, so one of each serves all.
const usual = Buffer.alloc(BLOCK_BYTES + 16 * 1024);
const outerInput = Buffer.alloc(BLOCK_BYTES + MAC_BYTES);

/**
 * HMAC-SHA-256 of `data`, written to `into` at `at`. Two one-shot hashes (1.2-1.4 us for a frame of 900 bytes) instead of
 * `createHmac` (2.9-4.2 us), most of whose time goes into making and collecting its object: it was a tenth of a call.
 */
export function writeHmacSha256(key: KeyObject, data: Uint8Array, into: Buffer, at: number): void {
  const { inner, outer } = pads(key);
  const length = BLOCK_BYTES + data.length;
  const input = length <= usual.length ? usual : Buffer.allocUnsafe(length);
  input.set(inner);
  input.set(data, BLOCK_BYTES);
  outerInput.set(outer);
  outerInput.write(hash('sha256', input.subarray(0, length), 'binary'), BLOCK_BYTES, 'binary');
  into.write(hash('sha256', outerInput, 'binary'), at, 'binary');
}

function pads(key: KeyObject): Pads {
  const known = padsOf.get(key);
  if (known !== undefined) return known;
  const secret = key.export();
  const block = Buffer.alloc(BLOCK_BYTES);
  if (secret.length > BLOCK_BYTES) block.write(hash('sha256', secret, 'binary'), 'binary');
  else block.set(secret);
  const made = { inner: block.map((byte) => byte ^ 0x36), outer: block.map((byte) => byte ^ 0x5c) };
  padsOf.set(key, made);
  return made;
}
