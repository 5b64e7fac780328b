import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { inTenant } from '@strongroom/testing';
import fc from 'fast-check';
import { VaultFault } from '@strongroom/vault';
import { AuthTokenHarness, type Replica } from './auth-token-harness.js';
import { StandInStore } from './stand-in-store.js';

let harness: AuthTokenHarness;
/** The process that things happen to, its way to the secret store, and one that is well. */
let failing: Replica;
let store: StandInStore;
let service: Replica;

beforeAll(async () => {
  harness = await AuthTokenHarness.start();
  service = await harness.replica();
});
beforeEach(async () => {
  store = new StandInStore(harness.vault);
  failing = await harness.replica(store);
});
afterAll(() => harness.close());

const about = { service_name: 'stripe', token_type: 'api_key', name: 'payments' } as const;
const someValue = (): string => `sk-${randomBytes(24).toString('base64url')}`;
const path = (secretId: string): string => `tokens/demo/${secretId}`;
const settle = (silentMs = 0): Promise<unknown> =>
  service.settleSecrets.settleAll(new AbortController().signal, silentMs);
const storing = (by: Replica, value: string): Promise<{ secret_id: string }> =>
  inTenant('demo', () => by.storeSecret.execute({ ...about, value }));
const rotating = (by: Replica, secret_id: string, value: string, expected_version = 1): Promise<{ version: number }> =>
  inTenant('demo', () => by.rotateSecret.execute({ secret_id, expected_version, value }));
const retrieve = (secret_id: string): Promise<unknown> =>
  inTenant('demo', () => service.retrieveSecret.execute({ secret_id }));
const lastAuditOf = async (id: string): Promise<unknown> =>
  (
    await harness.database.query(
      'SELECT action, outcome, actor_type, actor_id FROM audit.entry WHERE target_id = $1 ORDER BY id DESC LIMIT 1',
      [id],
    )
  )[0];
const bySettler = { actor_type: 'service', actor_id: 'auth-token' };
const failure = (code: string): unknown => expect.objectContaining({ code });

describe('a process that dies after it has written the value', () => {
  it('has stored the secret', async () => {
    const value = someValue();
    const secretId = await store.diesAfterWrite(() => storing(failing, value));
    await expect(retrieve(secretId)).rejects.toEqual(failure('err:secrets:unknown:secret'));
    await settle();
    await expect(retrieve(secretId)).resolves.toEqual({ secret_id: secretId, version: 1, value });
    await expect(lastAuditOf(secretId)).resolves.toMatchObject({ action: 'secret.retrieve' });
  });

  it('has rotated the secret; until that is found out the old value stands and nothing else can be changed', async () => {
    const [old, fresh] = [someValue(), someValue()];
    const { secret_id } = await storing(service, old);
    await store.diesAfterWrite(() => rotating(failing, secret_id, fresh));
    await expect(retrieve(secret_id)).resolves.toMatchObject({ version: 1, value: old });
    await expect(rotating(service, secret_id, someValue())).rejects.toEqual(failure('err:secrets:conflict:busy'));
    await settle();
    await expect(lastAuditOf(secret_id)).resolves.toEqual({
      action: 'secret.rotate',
      outcome: 'succeeded',
      ...bySettler,
    });
    await expect(retrieve(secret_id)).resolves.toMatchObject({ version: 2, value: fresh });
  });
});

describe('a process that dies before it has written the value', () => {
  it('has stored nothing, and no trace of the secret is left', async () => {
    const secretId = await store.diesBeforeWrite(() => storing(failing, someValue()));
    await settle();
    await expect(lastAuditOf(secretId)).resolves.toEqual({ action: 'secret.store', outcome: 'failed', ...bySettler });
    await expect(
      harness.database.query('SELECT FROM auth.stored_token WHERE secret_id = $1', [secretId]),
    ).resolves.toEqual([]);
    await expect(harness.vault.read(path(secretId))).resolves.toBeUndefined();
  });

  it('has rotated nothing: the old value stands, and the next rotation takes the number after the lost one', async () => {
    const [old, fresh] = [someValue(), someValue()];
    const { secret_id } = await storing(service, old);
    await store.diesBeforeWrite(() => rotating(failing, secret_id, someValue()));
    await settle();
    await expect(lastAuditOf(secret_id)).resolves.toEqual({ action: 'secret.rotate', outcome: 'failed', ...bySettler });
    await expect(retrieve(secret_id)).resolves.toMatchObject({ version: 1, value: old });
    await expect(rotating(service, secret_id, fresh)).resolves.toMatchObject({ version: 3 });
    await expect(retrieve(secret_id)).resolves.toMatchObject({ version: 3, value: fresh });
    const { versions } = await inTenant('demo', () => service.showSecretHistory.execute({ secret_id }));
    expect(versions.map(({ version, state }) => [version, state])).toEqual([
      [3, 'stored'],
      [2, 'abandoned'],
      [1, 'stored'],
    ]);
  });
});

describe('a write that arrives after it was given up', () => {
  it('does not store the secret, and says so', async () => {
    const late = store.delaysWrite(() => storing(failing, someValue()));
    const secretId = await late.secretId;
    await settle();
    late.release();
    await expect(late.outcome).rejects.toEqual(failure('err:secrets:conflict:abandoned'));
    await settle();
    await expect(retrieve(secretId)).rejects.toEqual(failure('err:secrets:unknown:secret'));
    await expect(harness.vault.read(path(secretId))).resolves.toBeUndefined();
  });

  it('does not change the secret, and says so', async () => {
    const old = someValue();
    const { secret_id } = await storing(service, old);
    const late = store.delaysWrite(() => rotating(failing, secret_id, someValue()));
    await late.secretId;
    await settle();
    late.release();
    await expect(late.outcome).rejects.toEqual(failure('err:secrets:conflict:abandoned'));
    await expect(retrieve(secret_id)).resolves.toMatchObject({ version: 1, value: old });
  });

  it('is not given up while its writer may still be at it', async () => {
    const { secret_id } = await storing(service, someValue());
    const late = store.delaysWrite(() => rotating(failing, secret_id, someValue()));
    await late.secretId;
    await settle(60_000);
    late.release();
    await expect(late.outcome).resolves.toMatchObject({ version: 2 });
  });
});

describe('a process that was only slow', () => {
  it('has stored the value, and says so, although somebody else has settled it meanwhile', async () => {
    const [old, fresh] = [someValue(), someValue()];
    const { secret_id } = await storing(service, old);
    const slow = store.delaysAnswer(() => rotating(failing, secret_id, fresh));
    await slow.secretId;
    await settle();
    slow.release();
    await expect(slow.outcome).resolves.toMatchObject({ secret_id, version: 2 });
    await expect(retrieve(secret_id)).resolves.toMatchObject({ version: 2, value: fresh });
    const entries = await harness.database.query(
      `SELECT outcome FROM audit.entry WHERE target_id = $1 AND action = 'secret.rotate'`,
      [secret_id],
    );
    expect(entries).toEqual([{ outcome: 'succeeded' }]);
  });
});

describe('a secret store that is away', () => {
  const away = new VaultFault('down', { message: 'the secret store cannot be reached', outcomeUnknown: true });
  const unavailable = failure('err:platform:unavailable:secret-store');

  it('lets a change fail for good, even if the store took the value before the answer was lost', async () => {
    const old = someValue();
    const { secret_id } = await storing(service, old);
    store.onWrite = async (write) => {
      await write();
      throw away;
    };
    await expect(rotating(failing, secret_id, someValue())).rejects.toEqual(unavailable);
    await settle(60_000);
    await expect(retrieve(secret_id)).resolves.toMatchObject({ version: 1, value: old });
    await expect(harness.vault.read(path(secret_id), { version: 2 })).resolves.toBeUndefined();
    await expect(rotating(service, secret_id, someValue())).resolves.toMatchObject({ version: 3 });
  });

  it('is not blamed for a value that was found stored before its answer was lost', async () => {
    const { secret_id } = await storing(service, someValue());
    store.onWrite = async (write) => {
      await write();
      await settle();
      throw away;
    };
    await expect(rotating(failing, secret_id, someValue())).resolves.toMatchObject({ version: 2 });
  });

  it('does not keep a deleted secret readable; the value goes when the store is back', async () => {
    const { secret_id } = await storing(service, someValue());
    store.onForget = () => Promise.reject(away);
    const deletion = inTenant('demo', () => failing.deleteSecret.execute({ secret_id, expected_version: 1 }));
    await expect(deletion).resolves.toEqual({ secret_id, status: 'deleting' });
    await expect(retrieve(secret_id)).rejects.toEqual(failure('err:secrets:unknown:secret'));
    await settle(60_000);
    await expect(harness.vault.history(path(secret_id))).resolves.toBeUndefined();
    await expect(lastAuditOf(secret_id)).resolves.toEqual({
      action: 'secret.delete',
      outcome: 'succeeded',
      ...bySettler,
    });
  });
});

describe('settling', () => {
  it('goes on with the others when one cannot be settled, and tells of it', async () => {
    const stuck = await store.diesBeforeWrite(() => storing(failing, someValue()));
    const fine = await store.diesBeforeWrite(() => storing(failing, someValue()));
    store.onHistory = (about, history) => (about === path(stuck) ? Promise.reject(new Error('no')) : history());
    const settling = failing.settleSecrets.settleAll(new AbortController().signal, 0);
    await expect(settling).rejects.toMatchObject({
      message: expect.stringContaining('1 of 2 changes are not settled'),
      cause: expect.objectContaining({ message: 'no' }),
    });
    await expect(lastAuditOf(fine)).resolves.toMatchObject({ outcome: 'failed' });
    await settle();
    await expect(lastAuditOf(stuck)).resolves.toMatchObject({ outcome: 'failed' });
  });

  it('leads to the same end when several processes do it at once', async () => {
    const value = someValue();
    const written = await store.diesAfterWrite(() => storing(failing, value));
    const lost = await store.diesBeforeWrite(() => storing(failing, someValue()));
    await Promise.all([settle(), settle(), settle()]);
    await expect(retrieve(written)).resolves.toMatchObject({ value });
    const ends = await harness.database.query<{ target_id: string; outcome: string }>(
      `SELECT target_id, outcome FROM audit.entry WHERE target_id = ANY ($1) AND action = 'secret.store' ORDER BY outcome`,
      [[written, lost]],
    );
    expect(ends).toEqual([
      { target_id: lost, outcome: 'failed' },
      { target_id: written, outcome: 'succeeded' },
    ]);
  });
});

/** What may become of a rotation, and whether its value is then in force. */
const fates: Readonly<Record<string, (secretId: string, value: string) => Promise<unknown>>> = {
  stored: (secretId, value) => rotating(service, secretId, value, current.version),
  'died after the write': (secretId, value) =>
    store.diesAfterWrite(() => rotating(failing, secretId, value, current.version)),
  'died before the write': (secretId, value) =>
    store.diesBeforeWrite(() => rotating(failing, secretId, value, current.version)),
  'answered too late': async (secretId, value) => {
    const slow = store.delaysAnswer(() => rotating(failing, secretId, value, current.version));
    await slow.secretId;
    await settle();
    slow.release();
    await slow.outcome;
  },
  'written too late': async (secretId, value) => {
    const late = store.delaysWrite(() => rotating(failing, secretId, value, current.version));
    await late.secretId;
    await settle();
    late.release();
    await expect(late.outcome).rejects.toEqual(failure('err:secrets:conflict:abandoned'));
  },
};
const inForce = new Set(['stored', 'died after the write', 'answered too late']);
let current: { version: number; value: string };

describe('whatever happens to the changes of a secret', () => {
  it('the one in force is the last that was written in time, and the secret store holds no other value', async () => {
    const anyFates = fc.array(fc.constantFrom(...Object.keys(fates)), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(anyFates, async (happenings) => {
        current = { version: 1, value: someValue() };
        const { secret_id } = await storing(service, current.value);
        const stored = [1];
        for (const [n, fate] of happenings.entries()) {
          const value = someValue();
          await fates[fate]?.(secret_id, value);
          await settle();
          if (!inForce.has(fate)) continue;
          current = { version: n + 2, value };
          stored.push(n + 2);
        }
        await expect(retrieve(secret_id)).resolves.toEqual({ secret_id, ...current });
        const { versions = [] } = (await harness.vault.history(path(secret_id))) ?? {};
        const live = versions.filter(({ state }) => state === 'live').map(({ version }) => version);
        expect(live).toEqual(stored);
      }),
      { numRuns: 10 },
    );
  }, 60_000);
});
