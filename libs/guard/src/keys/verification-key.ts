import type { KeyObject } from 'node:crypto';

export const signatureAlgorithms = ['RS256', 'ES256', 'EdDSA'] as const;
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

/** A public key that verifies with one algorithm and no other: the algorithm is a property of the key (RFC 8725, section 3.1). */
export interface VerificationKey {
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  readonly key: KeyObject;
}

/** Where public keys come from. An unknown `kid` is `undefined`; a source that cannot be reached throws. */
export interface VerificationKeys {
  byKid(kid: string): VerificationKey | undefined | Promise<VerificationKey | undefined>;
}

const RSA_MODULUS_BITS_MIN = 2048;
const RSA_EXPONENT_MIN = 65_537n;

/**
 * Pins `alg` to `key`.
 * @throws TypeError where the key is not public or not of the kind and strength that the algorithm needs
 */
export function verificationKey(kid: string, alg: SignatureAlgorithm, key: KeyObject): VerificationKey {
  if (kid === '') throw new TypeError('a verification key needs a kid');
  if (key.type !== 'public') throw new TypeError(`key ${kid}: only a public key verifies, this one is ${key.type}`);
  if (!suits(alg, key)) throw new TypeError(`key ${kid}: not a key for ${alg}`);
  return Object.freeze({ kid, alg, key });
}

function suits(alg: SignatureAlgorithm, key: KeyObject): boolean {
  const details = key.asymmetricKeyDetails ?? {};
  switch (alg) {
    case 'RS256':
      return (
        key.asymmetricKeyType === 'rsa' &&
        (details.modulusLength ?? 0) >= RSA_MODULUS_BITS_MIN &&
        (details.publicExponent ?? 0n) >= RSA_EXPONENT_MIN
      );
    case 'ES256':
      return key.asymmetricKeyType === 'ec' && details.namedCurve === 'prime256v1';
    case 'EdDSA':
      return key.asymmetricKeyType === 'ed25519';
  }
}
