import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint } from 'jose';
import { type PublicKey } from './signing-key.store.js';

/** 2048 bits until 2030 (NIST SP 800-57 part 1, table 2), by when this key has long been rotated; 3072 verify half as fast. */
const MODULUS_BITS = 2048;

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

/** A new key for RS256; its kid is its thumbprint (RFC 7638), so no two keys can ever share one. */
export async function makeRsaKey(): Promise<SigningKey & PublicKey> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: MODULUS_BITS });
  const publicJwk = publicJwkOf(publicKey);
  return { kid: await calculateJwkThumbprint(publicJwk), privateKey, publicJwk };
}

export function privatePem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Throws if the key is not the one that the kid names. */
export async function readPrivatePem(kid: string, pem: string): Promise<SigningKey> {
  const privateKey = createPrivateKey(pem);
  const thumbprint = await calculateJwkThumbprint(publicJwkOf(createPublicKey(privateKey)));
  if (thumbprint !== kid) throw new Error(`the secret store holds another key than ${kid} in its place`);
  return { kid, privateKey };
}

function publicJwkOf(key: KeyObject): PublicKey['publicJwk'] {
  const { n, e } = key.export({ format: 'jwk' });
  if (n === undefined || e === undefined) throw new Error('not an RSA key');
  return { kty: 'RSA', n, e };
}
