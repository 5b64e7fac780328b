import { verify } from 'node:crypto';
import { AccessTokenVerifier, Guard, StaticKeys, type RevocationReplica } from '@strongroom/guard';
import { Redis } from 'ioredis';
import { jwtVerify } from 'jose';
import { liveReplica } from './live-log.ts';
import { AUDIENCE, ISSUER, newTokens, type Algorithm, type Tokens } from './tokens.ts';

/** What a process of this suite is asked to be. */
export type SubjectTerms =
  | { readonly kind: 'guard'; readonly alg: Algorithm; readonly cached: boolean; readonly revocations: number }
  | { readonly kind: 'signature alone'; readonly alg: Algorithm }
  | { readonly kind: 'jose and Redis'; readonly alg: Algorithm; readonly redisUrl: string };

export interface Subject {
  /** Judges the next token and rejects where it is not found good. */
  judge(): Promise<void>;
  readonly replica?: RevocationReplica;
  close(): void;
}

const TOKENS = 512;
const noClose = (): void => undefined;

export async function openSubject(terms: SubjectTerms): Promise<Subject> {
  const tokens = await newTokens(terms.alg, TOKENS);
  switch (terms.kind) {
    case 'guard':
      return guardOf(tokens, terms);
    case 'signature alone':
      return signatureAlone(tokens);
    case 'jose and Redis':
      return joseAndRedis(tokens, terms.redisUrl);
  }
}

function guardOf({ key, tokens }: Tokens, { cached, revocations }: Extract<SubjectTerms, { kind: 'guard' }>): Subject {
  const keys = new StaticKeys([key]);
  const about = { keys, issuer: ISSUER, audience: AUDIENCE, cacheEntriesMax: cached ? TOKENS : 1 };
  const replica = liveReplica(revocations);
  const guard = new Guard({
    verifier: new AccessTokenVerifier(about),
    replica,
    refresher: { refresh: () => Promise.reject(new Error('the guard asked its source')) },
    staleMaxMs: { strict: Infinity, bounded: Infinity },
  });
  const next = inTurn(tokens);
  const judge = async (): Promise<void> => {
    const verdict = await guard.verdict(next(), { policy: 'bounded' });
    if (!verdict.active) throw new Error('the guard refused a good token');
  };
  return { judge, replica, close: noClose };
}

function signatureAlone({ key, tokens }: Tokens): Subject {
  const publicKey = key.alg === 'ES256' ? ({ key: key.key, dsaEncoding: 'ieee-p1363' } as const) : key.key;
  const parts = tokens.map((token) => {
    const at = token.lastIndexOf('.');
    return {
      signed: Buffer.from(token.slice(0, at), 'latin1'),
      signature: Buffer.from(token.slice(at + 1), 'base64url'),
    };
  });
  const next = inTurn(parts);
  const judge = (): Promise<void> => {
    const { signed, signature } = next();
    return verify('sha256', signed, publicKey, signature)
      ? Promise.resolve()
      : Promise.reject(new Error('a good signature does not verify'));
  };
  return { judge, close: noClose };
}

function joseAndRedis({ key, tokens }: Tokens, redisUrl: string): Subject {
  const redis = new Redis(redisUrl);
  const about = { issuer: ISSUER, audience: AUDIENCE, algorithms: [key.alg], typ: 'at+jwt' };
  const next = inTurn(tokens);
  const judge = async (): Promise<void> => {
    const { payload } = await jwtVerify(next(), key.key, about);
    if ((await redis.exists(`revoked:${payload.jti ?? ''}`)) !== 0) throw new Error('a good token is called revoked');
  };
  return {
    judge,
    close: () => {
      redis.disconnect();
    },
  };
}

function inTurn<T>(items: readonly T[]): () => T {
  let at = 0;
  return () => {
    const item = items[at++ % items.length];
    if (item === undefined) throw new Error('there are no items to take in turn');
    return item;
  };
}
