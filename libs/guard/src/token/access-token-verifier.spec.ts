import { describe, expect, it } from '@jest/globals';
import { AUDIENCE, ISSUER, NOW_S, TestIssuer } from '../../test/support/issuer.js';
import { StaticKeys } from '../keys/static-keys.js';
import type { VerificationKey } from '../keys/verification-key.js';
import { isRefused } from '../refusal.js';
import { AccessTokenVerifier, type AccessTokenVerifierOptions } from './access-token-verifier.js';

const issuer = new TestIssuer('ES256');

function setUp(changes: Partial<AccessTokenVerifierOptions> = {}) {
  const clock = { nowS: NOW_S };
  const verifier = new AccessTokenVerifier({
    ...{ keys: new StaticKeys([issuer.key]), issuer: ISSUER, audience: AUDIENCE, nowMs: () => clock.nowS * 1000 },
    ...changes,
  });
  const outcome = async (token: string): Promise<string> => {
    const verified = await verifier.verify(token);
    return isRefused(verified) ? `${verified.refusal.code}: ${verified.refusal.detail}` : 'verified';
  };
  return { clock, verifier, outcome };
}

describe('AccessTokenVerifier', () => {
  it('reads the claims of a good token', async () => {
    const verified = await setUp().verifier.verify(issuer.issue({ jti: 'j-1', aud: ['https://other.test', AUDIENCE] }));
    expect(verified).toMatchObject({
      key: { kid: issuer.kid },
      claims: {
        ...{ iss: ISSUER, sub: 'alice', aud: ['https://other.test', AUDIENCE], client_id: 'shop', tenant: 'demo' },
        ...{ jti: 'j-1', sid: 'session-1', pos: 100, scopes: ['read', 'write'], iat: NOW_S - 10, exp: NOW_S + 900 },
      },
    });
  });

  it('takes only tokens that say they are access tokens', async () => {
    const { outcome } = setUp();
    for (const typ of ['JWT', 'id+jwt', 'AT+JWT', undefined, 1]) {
      expect(await outcome(issuer.sign(issuer.header({ typ }), issuer.claims()))).toMatch(/^type-refused/);
    }
    expect(await outcome(issuer.sign(issuer.header({ typ: 'application/at+jwt' }), issuer.claims()))).toBe('verified');
  });

  it.each(['iss', 'sub', 'aud', 'exp', 'iat', 'jti', 'client_id', 'tenant', 'pos'])(
    'refuses a token without %s',
    async (name) => {
      expect(await setUp().outcome(issuer.issue({ [name]: undefined }))).toBe(`claim-missing: ${name}`);
    },
  );

  it.each([
    ['iss', 1],
    ['sub', ''],
    ['aud', []],
    ['aud', [1]],
    ['aud', Array.from({ length: 33 }, () => AUDIENCE)],
    ['exp', '1767225600'],
    ['exp', 1.5],
    ['exp', -1],
    ['iat', null],
    ['nbf', 'now'],
    ['jti', 'j'.repeat(257)],
    ['client_id', {}],
    ['tenant', null],
    ['sid', 7],
    ['family', ''],
    ['api_key_id', ['k']],
    ['pos', -1],
    ['pos', 2 ** 53],
    ['pos', '100'],
    ['scope', ['read']],
    ['scope', 'read  write'],
  ])('refuses a token whose %s is %j', async (name, value) => {
    expect(await setUp().outcome(issuer.issue({ [name]: value }))).toBe(`claim-invalid: ${name}`);
  });

  it('refuses another issuer, another audience and a lifetime longer than any token may have', async () => {
    const { outcome } = setUp({ lifetimeMaxS: 910 });
    expect(await outcome(issuer.issue({ iss: `${ISSUER}/` }))).toBe('issuer-refused: iss');
    expect(await outcome(issuer.issue({ aud: 'https://other.test' }))).toBe('audience-refused: aud');
    expect(await outcome(issuer.issue({ exp: NOW_S + 900 }))).toBe('verified');
    expect(await outcome(issuer.issue({ exp: NOW_S + 901 }))).toMatch(/^lifetime-refused/);
  });

  it('gives the clocks 5 s of leeway and no more, at either end', async () => {
    const { outcome } = setUp();
    expect(await outcome(issuer.issue({ exp: NOW_S - 4 }))).toBe('verified');
    expect(await outcome(issuer.issue({ exp: NOW_S - 5 }))).toBe('expired: exp');
    expect(await outcome(issuer.issue({ iat: NOW_S + 5 }))).toBe('verified');
    expect(await outcome(issuer.issue({ iat: NOW_S + 6 }))).toBe('issued-in-future: iat');
    expect(await outcome(issuer.issue({ nbf: NOW_S + 5 }))).toBe('verified');
    expect(await outcome(issuer.issue({ nbf: NOW_S + 6 }))).toBe('not-yet-valid: nbf');
  });

  it('refuses a token that has expired since it was first verified', async () => {
    const { clock, outcome } = setUp();
    const token = issuer.issue({ exp: NOW_S + 60 });
    expect(await outcome(token)).toBe('verified');
    clock.nowS += 65;
    expect(await outcome(token)).toBe('expired: exp');
  });

  it('looks at a signature once, and again when its key has left the set or was replaced', async () => {
    const keys = new Map<string, VerificationKey>([[issuer.kid, issuer.key]]);
    const { outcome } = setUp({ keys: { byKid: (kid) => keys.get(kid) } });
    const token = issuer.issue();
    expect(await outcome(token)).toBe('verified');
    keys.delete(issuer.kid);
    expect(await outcome(token)).toMatch(/^key-unknown/);
    keys.set(issuer.kid, new TestIssuer('ES256').key);
    expect(await outcome(token)).toMatch(/^signature-invalid/);
    keys.set(issuer.kid, issuer.key);
    expect(await outcome(token)).toBe('verified');
  });

  it('gives the same claims object for a token it has seen, and forgets the least recently used', async () => {
    const { verifier } = setUp({ cacheEntriesMax: 2 });
    const [first, second, third] = [issuer.issue(), issuer.issue(), issuer.issue()];
    const remembered = await verifier.verify(first);
    await verifier.verify(second);
    expect(await verifier.verify(first)).toBe(remembered);
    await verifier.verify(third);
    expect(await verifier.verify(first)).toBe(remembered);
    const again = await verifier.verify(second);
    expect(again).not.toBe(await verifier.verify(issuer.issue()));
    expect(isRefused(again)).toBe(false);
  });

  it('rejects where the key set cannot be reached: that is no verdict', async () => {
    const { verifier } = setUp({ keys: { byKid: () => Promise.reject(new Error('down')) } });
    await expect(verifier.verify(issuer.issue())).rejects.toThrow('down');
  });
});
