import { describe, expect, it } from '@jest/globals';
import { TestIssuer } from '../../test/support/issuer.js';
import { jwkOf } from '../../test/support/jwks-server.js';
import { JwksKeys } from './jwks-keys.js';

const [old, next] = [new TestIssuer('ES256', 'old'), new TestIssuer('RS256', 'next')];

function setUp() {
  const clock = { ms: 0 };
  const issuer = { keys: [jwkOf(old)] as object[], down: false, asked: 0 };
  const keys = new JwksKeys({
    url: 'http://issuer.test/jwks',
    fetchKeySet: () => {
      issuer.asked++;
      if (issuer.down) return Promise.reject(new Error('down'));
      return Promise.resolve(Buffer.from(JSON.stringify({ keys: issuer.keys })));
    },
    monotonicMs: () => clock.ms,
  });
  return { clock, issuer, keys };
}

describe('JwksKeys', () => {
  it('reads the set once for all who ask meanwhile', async () => {
    const { issuer, keys } = setUp();
    const found = await Promise.all([keys.byKid('old'), keys.byKid('old'), keys.byKid('next')]);
    expect(found.map((key) => key?.alg)).toEqual(['ES256', 'ES256', undefined]);
    expect(issuer.asked).toBe(1);
  });

  it('finds a new key as soon as a token names it, but asks for unknown ones no more than every 10 s', async () => {
    const { clock, issuer, keys } = setUp();
    await keys.byKid('old');
    issuer.keys = [jwkOf(old), jwkOf(next)];
    clock.ms = 9_999;
    expect(await keys.byKid('next')).toBeUndefined();
    clock.ms = 10_000;
    expect((await keys.byKid('next'))?.alg).toBe('RS256');
    for (let n = 0; n < 100; n++) expect(await keys.byKid(`junk-${n}`)).toBeUndefined();
    expect(issuer.asked).toBe(2);
  });

  it('drops a key that has left the set, when the set has come of age', async () => {
    const { clock, issuer, keys } = setUp();
    await keys.byKid('old');
    issuer.keys = [jwkOf(next)];
    clock.ms = 300_001;
    await keys.byKid('old');
    expect((await keys.byKid('next'))?.alg).toBe('RS256');
    expect(await keys.byKid('old')).toBeUndefined();
  });

  it('keeps what it has when the issuer is down, and cannot tell of a kid that is not among it', async () => {
    const { clock, issuer, keys } = setUp();
    await keys.byKid('old');
    issuer.keys = [jwkOf(old), jwkOf(next)];
    issuer.down = true;
    clock.ms = 400_000;
    expect((await keys.byKid('old'))?.alg).toBe('ES256');
    await expect(keys.byKid('next')).rejects.toThrow('no key set could be read');

    const fresh = setUp();
    fresh.issuer.down = true;
    await expect(fresh.keys.byKid('old')).rejects.toThrow('no key set could be read');
  });

  it('asks an issuer that is down no more often for that, and finds the new key once it is back', async () => {
    const { clock, issuer, keys } = setUp();
    await keys.byKid('old');
    Object.assign(issuer, { keys: [jwkOf(old), jwkOf(next)], down: true });
    clock.ms = 10_000;
    for (let n = 0; n < 100; n++) await expect(keys.byKid('next')).rejects.toThrow('no key set could be read');
    expect(issuer.asked).toBe(2);
    issuer.down = false;
    clock.ms = 20_000;
    expect((await keys.byKid('next'))?.alg).toBe('RS256');
  });

  it('refuses a kid that was looked for and is not there, once the issuer has answered again', async () => {
    const { clock, issuer, keys } = setUp();
    await keys.byKid('old');
    issuer.down = true;
    clock.ms = 10_000;
    await expect(keys.byKid('junk')).rejects.toThrow('no key set could be read');
    issuer.down = false;
    clock.ms = 20_000;
    expect(await keys.byKid('junk')).toBeUndefined();
    clock.ms = 29_999;
    expect(await keys.byKid('junk')).toBeUndefined();
    expect(issuer.asked).toBe(3);
  });

  it('uses no key that is private, symmetric, for encryption, or without an algorithm of its own', async () => {
    const { issuer, keys } = setUp();
    const good = jwkOf(next);
    issuer.keys = [
      { ...good, kid: 'private', d: 'AQAB' },
      { kty: 'oct', k: 'AQAB', alg: 'HS256', kid: 'symmetric' },
      { ...good, kid: 'encryption', use: 'enc' },
      { ...good, kid: 'operation', key_ops: ['encrypt'] },
      { ...good, kid: 'unpinned', alg: undefined },
      { ...good, kid: 'other-kind', alg: 'ES256' },
      good,
    ];
    expect((await keys.byKid('next'))?.alg).toBe('RS256');
    for (const kid of ['private', 'symmetric', 'encryption', 'operation', 'unpinned', 'other-kind']) {
      expect(await keys.byKid(kid)).toBeUndefined();
    }
  });

  it('takes no set in which two keys share a name', async () => {
    const { issuer, keys } = setUp();
    issuer.keys = [jwkOf(old), { ...jwkOf(next), kid: 'old' }];
    await expect(keys.byKid('old')).rejects.toThrow('no key set could be read');
  });
});
