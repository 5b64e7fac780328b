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
