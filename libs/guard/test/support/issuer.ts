import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { verificationKey, type SignatureAlgorithm, type VerificationKey } from '../../src/index.js';

export const ISSUER = 'https://issuer.test';
export const AUDIENCE = 'https://api.test';
/** The instant at which all tests take place: 2026-01-01T00:00:00Z, seconds. */
export const NOW_S = 1_767_225_600;

function keyPair(alg: SignatureAlgorithm): { privateKey: KeyObject; publicKey: KeyObject } {
  switch (alg) {
    case 'RS256':
      return generateKeyPairSync('rsa', { modulusLength: 2048 });
    case 'ES256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' });
    case 'EdDSA':
      return generateKeyPairSync('ed25519');
  }
}

function encode(value: object | string): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64url');
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

/** A compact JWS. A string is taken as JSON text, bytes as they are. */
export function compactJws(
  header: object | string,
  payload: object | string,
  signature: (signed: Buffer) => Uint8Array,
): string {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${Buffer.from(signature(Buffer.from(signed))).toString('base64url')}`;
}

/** Issues tokens as the real issuer would, or with whatever header and claims a test wants wrong. */
export class TestIssuer {
  readonly key: VerificationKey;
  readonly #privateKey: KeyObject;

  constructor(
    readonly alg: SignatureAlgorithm = 'ES256',
    readonly kid = `test-${alg}`,
  ) {
    const { privateKey, publicKey } = keyPair(alg);
    this.#privateKey = privateKey;
    this.key = verificationKey(kid, alg, publicKey);
  }

  header(changes: object = {}): object {
    return { alg: this.alg, typ: 'at+jwt', kid: this.kid, ...changes };
  }

  claims(changes: object = {}): object {
    return {
      ...{ iss: ISSUER, sub: 'alice', aud: AUDIENCE, client_id: 'shop', tenant: 'demo', scope: 'read write' },
      ...{ iat: NOW_S - 10, exp: NOW_S + 900, jti: randomUUID(), sid: 'session-1', pos: 100 },
      ...changes,
    };
  }

  issue(claims: object = {}): string {
    return this.sign(this.header(), this.claims(claims));
  }

  sign(header: object | string, payload: object | string): string {
    const hash = this.alg === 'EdDSA' ? null : 'sha256';
    return compactJws(header, payload, (signed) =>
      sign(hash, signed, { key: this.#privateKey, dsaEncoding: 'ieee-p1363' }),
    );
  }
}
