import { createHash } from 'node:crypto';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const ADDRESS_BYTES = 25;
const CHECKSUM_BYTES = 4;

/** Base58Check of 25 bytes: a version, a 160-bit hash and the first four bytes of SHA-256 twice over both. */
export function passesBase58Check(address: string): boolean {
  let value = 0n;
  for (const character of address) {
    const digit = BASE58.indexOf(character);
    if (digit === -1) return false;
    value = value * 58n + BigInt(digit);
  }
  const hex = value.toString(16).padStart(2 * ADDRESS_BYTES, '0');
  if (hex.length !== 2 * ADDRESS_BYTES) return false;
  const bytes = Buffer.from(hex, 'hex');
  const payload = bytes.subarray(0, -CHECKSUM_BYTES);
  return sha256(sha256(payload)).subarray(0, CHECKSUM_BYTES).equals(bytes.subarray(-CHECKSUM_BYTES));
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
/** What the checksum leaves: BIP 173 for version 0, BIP 350 for later ones. */
const BECH32_REST = 1;
const BECH32M_REST = 0x2bc830a3;

/** A segregated witness address, `bc1…` in one case, with its checksum by the version that it names. */
export function passesBech32(address: string): boolean {
  const lower = address.toLowerCase();
  if (address !== lower && address !== address.toUpperCase()) return false;
  const separator = lower.lastIndexOf('1');
  const data = Array.from(lower.slice(separator + 1), (character) => BECH32.indexOf(character));
  if (data.includes(-1)) return false;
  const prefix = Array.from(lower.slice(0, separator), (character) => character.charCodeAt(0));
  const rest = polymod([...prefix.map((code) => code >> 5), 0, ...prefix.map((code) => code & 31), ...data]);
  return rest === (data[0] === 0 ? BECH32_REST : BECH32M_REST);
}

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of GENERATOR.entries()) if ((top >>> bit) & 1) sum ^= generator;
  }
  return sum;
}
