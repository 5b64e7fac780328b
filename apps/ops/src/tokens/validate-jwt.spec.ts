import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { StaticKeys, verificationKey } from '@strongroom/guard';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { validateJwt } from './validate-jwt.js';

const issuer = 'https://here';
const kid = 'k1';
let privateKey: KeyObject;
let keys: StaticKeys;

beforeAll(() => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  privateKey = pair.privateKey;
  keys = new StaticKeys([verificationKey(kid, 'RS256', pair.publicKey)]);
});

function token(about: Readonly<Record<string, unknown>> = {}): string {
  const nowS = Math.floor(Date.now() / 1_000);
  const claims = {
    iss: issuer,
    sub: 's',
    aud: issuer,
    exp: nowS + 60,
    iat: nowS,
    jti: 'j',
    client_id: 'c',
    tenant: 't',
    pos: 1,
  };
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode({ alg: 'RS256', typ: 'at+jwt', kid })}.${encode({ ...claims, ...about })}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

describe('validateJwt', () => {
  it('accepts what a guard accepts, and shows every claim', async () => {
    const { findings, claims } = await validateJwt(token(), issuer, keys);
    expect(findings.every(({ verdict }) => verdict === 'ok')).toBe(true);
    expect(findings.map(({ check }) => check)).toEqual(expect.arrayContaining(['signature', 'exp', 'pos', 'guard']));
    expect(claims?.jti).toBe('j');
  });

  it('shows no claim of a token that was changed: it proves nothing', async () => {
    const [header, , signature] = token().split('.');
    const [, forged] = token({ sub: 'admin' }).split('.');
    const { findings, claims } = await validateJwt([header, forged, signature].join('.'), issuer, keys);
    expect(findings).toEqual([expect.objectContaining({ check: 'signature', verdict: 'refused' })]);
    expect(claims).toBeUndefined();
  });

  it('refuses with the word of the guard what has expired', async () => {
    const { findings } = await validateJwt(token({ exp: Math.floor(Date.now() / 1_000) - 60 }), issuer, keys);
    const refused = findings.filter(({ verdict }) => verdict === 'refused');
    expect(refused.map(({ check }) => check)).toEqual(['exp', 'guard']);
  });

  it('says which claim cannot be read', async () => {
    const { findings } = await validateJwt(token({ pos: 'first' }), issuer, keys);
    expect(findings.at(-1)).toEqual({ check: 'claims', verdict: 'refused', about: 'claim-invalid: pos' });
  });
});
