import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { verificationKey, type VerificationKey } from '@strongroom/guard';

export type Algorithm = 'RS256' | 'ES256';

export const ISSUER = 'https://id.bench.invalid';
export const AUDIENCE = 'https://api.bench.invalid';
const LIFETIME_S = 3_600;

export interface Tokens {
  readonly key: VerificationKey;
  readonly tokens: readonly string[];
}

/** So many good access tokens of one new key, each of its own subject and session. */
export async function newTokens(alg: Algorithm, count: number): Promise<Tokens> {
  const { privateKey, publicKey } =
    alg === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const tokens: string[] = [];
  while (tokens.length < count) tokens.push(await newToken(alg, privateKey, tokens.length));
  return { key: verificationKey('bench', alg, publicKey), tokens };
}

function newToken(alg: Algorithm, privateKey: KeyObject, n: number): Promise<string> {
  const nowS = Math.floor(Date.now() / 1000);
  return new SignJWT({ client_id: 'shop', tenant: 'demo', scope: 'read write', sid: `session-${n}`, pos: 100 })
    .setProtectedHeader({ alg, typ: 'at+jwt', kid: 'bench' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(`user-${n}`)
    .setJti(`token-${n}`)
    .setIssuedAt(nowS)
    .setExpirationTime(nowS + LIFETIME_S)
    .sign(privateKey);
}
