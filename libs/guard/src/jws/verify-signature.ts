import { verify } from 'node:crypto';
import type { VerificationKey } from '../keys/verification-key.js';

const P256_SIGNATURE_BYTES = 64;

/** Checks a JWS signature (RFC 7518, sections 3.3 and 3.4; RFC 8037, section 3.1) with the one algorithm of the key. */
export function verifySignature({ alg, key }: VerificationKey, data: Uint8Array, signature: Uint8Array): boolean {
  switch (alg) {
    case 'RS256':
      return verify('sha256', data, key, signature);
    case 'ES256':
      // R and S are 32 bytes each and no more: OpenSSL itself pads and trims what it is given.
      return (
        signature.length === P256_SIGNATURE_BYTES &&
        verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature)
      );
    case 'EdDSA':
      return verify(null, data, key, signature);
  }
}
