import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { noTenant } from '@strongroom/security-context';
import { inTenant } from '@strongroom/testing';
import { signingKeyPath } from '../src/signing/signing-key-path.js';
import { AuthTokenHarness, type Replica } from './auth-token-harness.js';
import { StandInStore } from './stand-in-store.js';

let harness: AuthTokenHarness;
const opened: AuthTokenHarness[] = [];

beforeEach(async () => {
  harness = await AuthTokenHarness.start();
  opened.push(harness);
});
afterAll(async () => {
  for (const each of opened) await each.close();
});

const publishedBy = async (replica: Replica): Promise<string[]> =>
  (await inTenant(noTenant, () => replica.listKeys.execute())).keys.map(({ kid }) => kid);

describe('the signing key', () => {
  it('is one and the same for replicas that start at once, and of those that lost nothing is left', async () => {
    const made: string[] = [];
    const watched = new StandInStore(harness.vault);
    watched.onWrite = (write, path) => {
      made.push(path);
      return write();
    };
    const replicas = await Promise.all([1, 2, 3].map(() => harness.replica(watched)));
    const kids = await Promise.all(replicas.map(async ({ signingKeys }) => (await signingKeys.current()).kid));
    expect(new Set(kids).size).toBe(1);
    const [kid = ''] = kids;
    await expect(Promise.all(replicas.map(publishedBy))).resolves.toEqual([[kid], [kid], [kid]]);
    for (const path of made) {
      const kept = await harness.vault.history(path);
      expect(kept === undefined).toBe(path !== signingKeyPath(kid));
    }
  });

  it('is found again by a process that starts later', async () => {
    const first = await (await harness.replica()).signingKeys.current();
    const later = await (await harness.replica()).signingKeys.current();
    expect(later.kid).toBe(first.kid);
    expect(later.privateKey.equals(first.privateKey)).toBe(true);
  });

  it('is replaced by nothing when the secret store has lost it: the service does not start', async () => {
    const { kid } = await (await harness.replica()).signingKeys.current();
    await harness.vault.forget(signingKeyPath(kid));
    const replica = await harness.replica();
    await expect(replica.signingKeys.onApplicationBootstrap()).rejects.toThrow('has lost the private half');
    await expect(publishedBy(replica)).resolves.toEqual([kid]);
  });

  it('is not taken from a place that holds another key', async () => {
    const { kid } = await (await harness.replica()).signingKeys.current();
    const other = await AuthTokenHarness.start();
    opened.push(other);
    const { kid: otherKid } = await (await other.replica()).signingKeys.current();
    const otherPem = await harness.vault.read(signingKeyPath(otherKid));
    await harness.vault.write(signingKeyPath(kid), otherPem?.data ?? {}, { cas: 1 });
    await expect((await harness.replica()).signingKeys.current()).rejects.toThrow('another key');
  });

  it('is tried again after a failure', async () => {
    const store = new StandInStore(harness.vault);
    store.onWrite = () => Promise.reject(new Error('away'));
    const { signingKeys } = await harness.replica(store);
    await expect(signingKeys.current()).rejects.toThrow('away');
    store.onWrite = (write) => write();
    await expect(signingKeys.current()).resolves.toMatchObject({ kid: expect.any(String) });
  });
});

describe('a signing key that was revoked', () => {
  const revoke = (replica: Replica, kid: string): Promise<void> =>
    inTenant('*', () => replica.transactions.run(() => replica.signingKeys.revoke(kid)));

  it('is published no more, and another one signs from then on', async () => {
    const replica = await harness.replica();
    const { kid: stolen } = await replica.signingKeys.current();
    await revoke(replica, stolen);
    const { kid } = await replica.signingKeys.current();
    expect(kid).not.toBe(stolen);
    await expect(publishedBy(replica)).resolves.toEqual([kid]);
    await expect(
      harness.database.query('SELECT state FROM auth.signing_key WHERE kid = $1', [stolen]),
    ).resolves.toEqual([{ state: 'revoked' }]);
  });

  it('is given up by the replicas that did not hear of it themselves', async () => {
    const [one, other] = [await harness.replica(), await harness.replica()];
    const { kid: stolen } = await one.signingKeys.current();
    await other.signingKeys.current();
    await revoke(one, stolen);
    const { kid } = await one.signingKeys.current();
    for (;;) if ((await other.signingKeys.current()).kid !== stolen) break;
    expect((await other.signingKeys.current()).kid).toBe(kid);
  });

  it('is revoked once, and one that is nobody’s is left alone', async () => {
    const replica = await harness.replica();
    const { kid } = await replica.signingKeys.current();
    await revoke(replica, 'nobody’s');
    await expect(replica.signingKeys.current()).resolves.toMatchObject({ kid });
    await revoke(replica, kid);
    await revoke(replica, kid);
    const audited = await harness.database.query(`SELECT FROM audit.entry WHERE action = 'signing-key.revoke'`);
    expect(audited).toHaveLength(1);
  });
});

describe('the published keys', () => {
  it('are those that a token may be signed with: the active, the next, and a retired one until its tokens have expired', async () => {
    const replica = await harness.replica();
    const { kid } = await replica.signingKeys.current();
    const jwk = JSON.stringify({ kty: 'RSA', n: 'AQAB', e: 'AQAB' });
    await harness.database.query(
      `INSERT INTO auth.signing_key (kid, public_jwk, state, not_after) VALUES
         ('next', $1, 'next', NULL),
         ('overlap', $1, 'retired', now() + interval '1 minute'),
         ('past', $1, 'retired', now() - interval '1 second')`,
      [jwk],
    );
    const published = await publishedBy(replica);
    expect(published.toSorted()).toEqual([kid, 'next', 'overlap'].toSorted());
  });

  it('hold public parts only', async () => {
    const replica = await harness.replica();
    await replica.signingKeys.current();
    const { keys } = await inTenant(noTenant, () => replica.listKeys.execute());
    for (const key of keys) expect(Object.keys(key).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });
});
