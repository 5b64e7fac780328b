import { createPublicKey, createSecretKey } from 'node:crypto';
import { compactVerify } from 'jose';
import jwt from 'jsonwebtoken';
import { isRefused, readJwk, StaticKeys, verifyJws } from '../../src/index.js';
import type { WycheproofKey } from './wycheproof.js';

/** Gives why a JWS is refused under a key, `undefined` where it is accepted. */
export type JwsVerifier = (key: WycheproofKey, jws: string) => Promise<string | undefined>;

/** The algorithm the JWK declares; where it declares none, or none there is, those of the key's type. */
function algorithmsOf({ kty, crv, alg }: WycheproofKey): readonly jwt.Algorithm[] {
  const byType = suitable(kty, crv);
  const declared = byType.filter((name) => name === alg);
  return declared.length > 0 ? declared : byType;
}

function suitable(kty: string, crv: unknown): readonly jwt.Algorithm[] {
  if (kty === 'oct') return ['HS256', 'HS384', 'HS512'];
  if (kty === 'RSA') return ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
  if (crv === 'P-256') return ['ES256'];
  if (crv === 'P-521') return ['ES512'];
  throw new TypeError(`no algorithm is known for ${kty} keys`);
}

const guard: JwsVerifier = async (jwk, jws) => {
  const key = readJwk(jwk);
  const verified = await verifyJws(jws, new StaticKeys(key ? [key] : []), 8_192);
  if (!isRefused(verified)) return undefined;
  const { code, detail } = verified.refusal;
  return key ? `${code}: ${detail}` : `its key is not used: ${String(jwk['alg'])} is not RS256, ES256 or EdDSA`;
};

const jose: JwsVerifier = async (jwk, jws) => {
  try {
    await compactVerify(jws, jwk, { algorithms: [...algorithmsOf(jwk)] });
    return undefined;
  } catch (fault) {
    return reasonOf(fault);
  }
};

/** It reads no JWK: the key is made by Node, which looks at the numbers alone, so that `use` and `key_ops` are lost. */
const jsonwebtoken: JwsVerifier = (jwk, jws) => {
  const key =
    jwk.kty === 'oct'
      ? createSecretKey(Buffer.from(String(jwk['k']), 'base64url'))
      : createPublicKey({ key: jwk, format: 'jwk' });
  try {
    jwt.verify(jws, key, { algorithms: [...algorithmsOf(jwk)] });
    return Promise.resolve(undefined);
  } catch (fault) {
    return Promise.resolve(reasonOf(fault));
  }
};

function reasonOf(fault: unknown): string {
  return fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
}

export const jwsVerifiers = { '@strongroom/guard': guard, jose, jsonwebtoken } as const satisfies Record<
  string,
  JwsVerifier
>;
