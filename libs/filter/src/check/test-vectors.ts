import type { Meter } from '../scan/meter.js';

/**
 * Whether a value in hexadecimal stands in a run of a cryptographic protocol: beside two or more of its public parts, in
 * hexadecimal as well. Test vectors hold both sides and all that was sent; what somebody leaks holds one side.
 */
export function standsInVectors(text: string, start: number, end: number, meter: Meter): boolean {
  if (end - start < HEX_MIN || !HEX.test(text.slice(start, end))) return false;
  const around = text.slice(Math.max(0, start - REACH), end + REACH);
  meter.spend(around.length);
  return new Set(Array.from(around.matchAll(PUBLIC_PART), ([, name = '']) => name.toLowerCase())).size >= PARTS_MIN;
}

const HEX_MIN = 24;
const HEX = /^[0-9a-fA-F]+$/;
const REACH = 600;
const PARTS_MIN = 2;
/** A name that ends in what both sides of a protocol know, and what it is given in hexadecimal. */
const PUBLIC_PART =
  /\b(\w{0,16}(?:nonce|aad|ct|enc|iv|pk\w|public_?key|ciphertext|plaintext|message|msg|signature|sig|digest))["']?\s{0,8}[:=]\s{0,8}["']?[0-9a-fA-F]{8}/gi;
