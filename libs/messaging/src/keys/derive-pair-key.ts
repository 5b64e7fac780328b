import { createSecretKey, diffieHellman, hkdfSync, type KeyObject } from 'node:crypto';
import { type PairKey } from './pair-keys.js';

const PURPOSE = 'strongroom messaging pair key v1';
const KEY_BYTES = 32;

/**
 * The key of a pair of services: X25519 (RFC 7748), then HKDF-SHA-256 (RFC 5869) with an empty salt over both names in
 * code unit order and the key id, each after its length. Both ends reach the same key; another pair of names, or another
 * key id, another one. `keyId` names the two key pairs that were used, in words of the caller's choice.
 */
export function derivePairKey(from: {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly self: string;
  readonly peer: string;
  readonly keyId: string;
}): PairKey {
  const secret = diffieHellman({ privateKey: from.privateKey, publicKey: from.publicKey });
  const [first, second] = from.self < from.peer ? [from.self, from.peer] : [from.peer, from.self];
  const info = Buffer.concat([PURPOSE, first, second, from.keyId].flatMap(lengthPrefixed));
  return {
    keyId: from.keyId,
    key: createSecretKey(Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), info, KEY_BYTES))),
  };
}

function lengthPrefixed(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return [length, bytes];
}
