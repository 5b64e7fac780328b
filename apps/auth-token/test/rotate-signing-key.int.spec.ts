import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type listSigningKeys, type Output } from '@strongroom/contracts';
import { noTenant } from '@strongroom/security-context';
import { inTenant } from '@strongroom/testing';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { AccessTokens } from '../src/signing/access-tokens.js';
import { signingKeyPath } from '../src/signing/signing-key-path.js';
import { LEAD_S, LIFETIME_MAX_S, MARGIN_S, PUBLISHED_MAX } from '../src/signing/signing-terms.js';
import { AuthTokenHarness, ISSUER, type Replica } from './auth-token-harness.js';
import { StandInStore } from './stand-in-store.js';

type Key = Output<typeof listSigningKeys>['signing_keys'][number];

let harness: AuthTokenHarness;
let one: Replica;
let other: Replica;
let first: string;
const closers: (() => unknown)[] = [];

beforeEach(async () => {
  const started = await AuthTokenHarness.start();
  closers.push(() => started.close());
  harness = started;
  one = await harness.replica();
  other = await harness.replica();
  first = (await one.signingKeys.current()).kid;
  await other.signingKeys.current();
});
afterAll(async () => {
  for (const close of closers) await close();
});

const rotate = (by: Replica): ReturnType<Replica['rotateSigningKey']['execute']> =>
  inTenant('demo', () => by.rotateSigningKey.execute());
const statesBy = async (replica: Replica): Promise<Record<string, Key['state']>> => {
  const { signing_keys: keys } = await inTenant('demo', () => replica.listSigningKeys.execute());
  return Object.fromEntries(keys.map(({ kid, state }) => [kid, state]));
};
const publishedBy = async (replica: Replica): Promise<string[]> =>
  (await inTenant(noTenant, () => replica.listKeys.execute())).keys.map(({ kid }) => kid).toSorted();
const tokenBy = async (replica: Replica): Promise<string> => {
  const tokens = new AccessTokens(ISSUER, replica.signingKeys, harness.clock);
  const grant = { client: 'demo', tenant: 'demo', ttlSeconds: 900, scope: '', pos: 1 };
  return (await tokens.mint(grant)).token;
};
const kidOnceChanged = async (replica: Replica, from: string): Promise<string> => {
  for (;;) {
    const { kid } = await replica.signingKeys.current();
    if (kid !== from) return kid;
  }
};
const auditOf = (kid: string): Promise<object[]> =>
  harness.database.query(
    `SELECT tenant, action, details FROM audit.entry WHERE target_id = $1 AND action <> 'signing-key.make' ORDER BY id`,
    [kid],
  );
/** The database's clock decides; instead of waiting, what it is compared with is moved back. */
const letPass = (seconds: number): Promise<object[]> =>
  harness.database.query(
    `UPDATE auth.signing_key SET recorded_at = recorded_at - $1 * interval '1 second',
                                 not_after = not_after - $1 * interval '1 second'`,
    [seconds],
  );

describe('a rotation of the signing key', () => {
  it('publishes the new key before it signs, and the old one until the longest token has expired', async () => {
    const begun = await rotate(one);
    expect(begun).toMatchObject({ outcome: 'begun', next: { state: 'next', published_until: null } });
    const second = begun.next.kid;
    const leadMs = Date.parse(begun.next.signs_from ?? '') - Date.parse(begun.next.published_at);
    expect(leadMs).toBe(LEAD_S * 1_000);
    const both = [first, second].toSorted();
    await expect(publishedBy(other)).resolves.toEqual(both);

    await letPass(LEAD_S - 60);
    await other.settleSigningKeys.settle();
    await expect(statesBy(one)).resolves.toEqual({ [first]: 'active', [second]: 'next' });
    await letPass(60);
    await other.settleSigningKeys.settle();
    await expect(statesBy(one)).resolves.toEqual({ [first]: 'overlap', [second]: 'active' });

    await letPass(LIFETIME_MAX_S);
    await expect(publishedBy(one)).resolves.toEqual(both);
    await letPass(MARGIN_S);
    await expect(publishedBy(one)).resolves.toEqual([second]);
    await expect(statesBy(other)).resolves.toEqual({ [first]: 'retired', [second]: 'active' });
  });

  it('leaves tokens of both keys good for a client that read the set when the new key was merely published', async () => {
    const second = (await rotate(one)).next.kid;
    let reads = 0;
    const server = createServer((_, response) => {
      reads += 1;
      void inTenant(noTenant, () => one.listKeys.execute()).then((set) => response.end(JSON.stringify(set)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => {
      server.close().closeAllConnections();
    });
    const keys = createRemoteJWKSet(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
    const verify = async (token: string): Promise<string | undefined> =>
      (await jwtVerify(token, keys, { issuer: ISSUER, algorithms: ['RS256'] })).protectedHeader.kid;

    const early = await tokenBy(one);
    await expect(verify(early)).resolves.toBe(first);
    await letPass(LEAD_S);
    await one.settleSigningKeys.settle();
    await kidOnceChanged(one, first);
    await expect(verify(await tokenBy(one))).resolves.toBe(second);
    await expect(verify(early)).resolves.toBe(first);
    expect(reads).toBe(1);
  });

  it('is one rotation, whichever replicas are asked at once and whoever settles it', async () => {
    const made: string[] = [];
    const allWritten = Promise.withResolvers<undefined>();
    const watched = new StandInStore(harness.vault);
    watched.onWrite = async (write, path) => {
      const written = await write();
      if (made.push(path) === 3) allWritten.resolve(undefined);
      await allWritten.promise;
      return written;
    };
    const replicas = [await harness.replica(watched), await harness.replica(watched), await harness.replica(watched)];
    const rotations = await Promise.all(replicas.map(rotate));
    const second = rotations[0]?.next.kid ?? '';
    expect(rotations.map(({ next }) => next.kid)).toEqual([second, second, second]);
    expect(rotations.filter(({ outcome }) => outcome === 'begun')).toHaveLength(1);
    for (const path of made) {
      expect((await harness.vault.history(path)) === undefined).toBe(path !== signingKeyPath(second));
    }
    await letPass(LEAD_S);
    await Promise.all(replicas.map(({ settleSigningKeys }) => settleSigningKeys.settle()));
    for (const replica of [one, other]) await expect(kidOnceChanged(replica, first)).resolves.toBe(second);
    await expect(auditOf(second)).resolves.toMatchObject([
      { tenant: 'demo', action: 'signing-key.rotate' },
      { tenant: noTenant, action: 'signing-key.activate', details: { replaces: first } },
    ]);
  });

  it('is refused when more keys are published than verifiers can be asked to read, and changes nothing', async () => {
    await harness.database.query(
      `INSERT INTO auth.signing_key (kid, public_jwk, state, not_after)
       SELECT 'old' || n, '{}', 'retired', now() + interval '1 hour' FROM generate_series(2, $1) n`,
      [PUBLISHED_MAX],
    );
    const before = await statesBy(one);
    await expect(rotate(one)).rejects.toMatchObject({ code: 'err:signing:exceeded:keys' });
    await expect(statesBy(one)).resolves.toEqual(before);
  });
});

describe('a process that dies during a rotation', () => {
  it('before the new key is published has begun nothing: the next who is asked makes another', async () => {
    const store = new StandInStore(harness.vault);
    const dying = await harness.replica(store);
    const lost = (await store.diesAfterWrite(() => rotate(dying))).replace('kid.', '');
    await expect(publishedBy(one)).resolves.toEqual([first]);
    const { outcome, next } = await rotate(one);
    expect(outcome).toBe('begun');
    expect(next.kid).not.toBe(lost);
  });

  it('after that leaves it to any other replica, and who asks again hears of the same rotation', async () => {
    const second = (await rotate(one)).next.kid;
    await expect(rotate(other)).resolves.toMatchObject({ outcome: 'under_way', next: { kid: second } });
    await letPass(LEAD_S);
    await (await harness.replica()).settleSigningKeys.settle();
    await expect(kidOnceChanged(other, first)).resolves.toBe(second);
  });

  it('between retiring the old key and activating the new one has done neither', async () => {
    const second = (await rotate(one)).next.kid;
    await letPass(LEAD_S);
    await harness.database.query(
      `CREATE FUNCTION auth.die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'died here'; END $$`,
    );
    await harness.database.query(
      `CREATE TRIGGER die BEFORE UPDATE ON auth.signing_key
         FOR EACH ROW WHEN (NEW.state = 'active') EXECUTE FUNCTION auth.die()`,
    );
    await expect(one.settleSigningKeys.settle()).rejects.toThrow('died here');
    await expect(statesBy(other)).resolves.toEqual({ [first]: 'active', [second]: 'next' });
    await harness.database.query('DROP TRIGGER die ON auth.signing_key');
    await other.settleSigningKeys.settle();
    await expect(statesBy(one)).resolves.toEqual({ [first]: 'overlap', [second]: 'active' });
  });
});

describe('a rotation that meets with a fault', () => {
  it('goes no further with a key whose private half is lost: the old one signs until that key is revoked', async () => {
    const { next } = await rotate(one);
    await harness.vault.forget(signingKeyPath(next.kid));
    await letPass(LEAD_S);
    await expect(one.settleSigningKeys.settle()).rejects.toThrow('has lost the private half');
    await expect(statesBy(one)).resolves.toEqual({ [first]: 'active', [next.kid]: 'next' });
    await inTenant('*', () => one.transactions.run(() => one.signingKeys.revoke(next.kid)));
    await expect(rotate(one)).resolves.toMatchObject({ outcome: 'begun' });
  });

  it('is brought forward when the active key is revoked: the next one signs at once', async () => {
    const { next } = await rotate(one);
    await inTenant('*', () => one.transactions.run(() => one.signingKeys.revoke(first)));
    await expect(one.signingKeys.current()).resolves.toMatchObject({ kid: next.kid });
    await expect(kidOnceChanged(other, first)).resolves.toBe(next.kid);
    await expect(publishedBy(other)).resolves.toEqual([next.kid]);
  });
});
