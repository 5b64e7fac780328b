import { type Clock } from '@strongroom/kernel';
import { type PairKey } from '@strongroom/messaging';
import { Secret, VaultFault, type StoredSecret } from '@strongroom/vault';
import { describe, expect, it } from '@jest/globals';
import { openOwnKey, type KeyStore } from './own-key.js';
import { PeerSigningKeys } from './peer-signing-keys.js';
import { ServiceKeys } from './service-keys.js';

/** Holds secrets in memory, counts how often it is asked for published keys, and is away when it is told to be. */
class CountingStore implements KeyStore {
  isAway = false;
  reads = 0;
  private readonly secrets = new Map<string, Record<string, string>>();

  read(path: string): Promise<StoredSecret | undefined> {
    if (path.startsWith('public/')) this.reads += 1;
    if (this.isAway) return Promise.reject(new VaultFault('down', { message: 'the secret store cannot be reached' }));
    const fields = this.secrets.get(path);
    if (fields === undefined) return Promise.resolve(undefined);
    const data = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, Secret.of(value)]));
    return Promise.resolve({ version: 1, writtenAt: new Date(0), data });
  }

  write(path: string, data: Readonly<Record<string, Secret | string>>): Promise<{ readonly version: number }> {
    const fields = Object.entries(data).map(([name, value]) => [
      name,
      value instanceof Secret ? value.reveal() : value,
    ]);
    this.secrets.set(path, Object.fromEntries(fields) as Record<string, string>);
    return Promise.resolve({ version: 1 });
  }
}

class StillClock implements Clock {
  atMs = 0;
  nowMs(): number {
    return this.atMs;
  }
}

async function pairOf(): Promise<{ store: CountingStore; clock: StillClock; keys: ServiceKeys; keyId: string }> {
  const [store, clock] = [new CountingStore(), new StillClock()];
  const keys = await ServiceKeys.open('order-processing', store, clock);
  const { keyId } = await (await ServiceKeys.open('revocation', store)).current('order-processing');
  store.reads = 0;
  return { store, clock, keys, keyId };
}

/** As a promise, be the answer at hand or not. */
async function find(keys: ServiceKeys, keyId: string): Promise<PairKey | undefined> {
  return keys.byId('revocation', keyId);
}

describe('the keys that two services share', () => {
  it('are found for every one of the messages that arrive together at a process that has just started', async () => {
    const { store, keys, keyId } = await pairOf();
    const found = await Promise.all(Array.from({ length: 20 }, () => find(keys, keyId)));
    expect(found.map((pair) => pair?.keyId)).toEqual(Array.from({ length: 20 }, () => keyId));
    expect(store.reads).toBe(1);
  });

  it('are looked up once a second at most, whatever key ids are made up', async () => {
    const { store, clock, keys, keyId } = await pairOf();
    for (const made of ['a', 'b', 'c']) await expect(find(keys, made)).resolves.toBeUndefined();
    expect(store.reads).toBe(1);
    await expect(find(keys, keyId)).resolves.toMatchObject({ keyId });
    expect(store.reads).toBe(1);
    clock.atMs += 1_000;
    await expect(find(keys, 'd')).resolves.toBeUndefined();
    expect(store.reads).toBe(2);
  });

  it('are not called unknown while the secret store is away, so that nothing genuine is dropped', async () => {
    const { store, clock, keys, keyId } = await pairOf();
    store.isAway = true;
    for (let message = 0; message < 3; message += 1) {
      await expect(find(keys, keyId)).rejects.toThrow('cannot be reached');
    }
    expect(store.reads).toBe(1);
    store.isAway = false;
    clock.atMs += 1_000;
    await expect(find(keys, keyId)).resolves.toMatchObject({ keyId });
  });

  it('are never looked up for a name that is no service', async () => {
    const { store, keys } = await pairOf();
    expect(await keys.byId('nobody', 'a')).toBeUndefined();
    expect(store.reads).toBe(0);
  });
});

describe('the key by which a service signs', () => {
  it('is found for all who ask together, and looked up once', async () => {
    const [store, clock] = [new CountingStore(), new StillClock()];
    const { keyId } = await openOwnKey(store, 'revocation', 'signing');
    store.reads = 0;
    const keys = new PeerSigningKeys('revocation', store, clock);
    const found = await Promise.all([keys.byKid(keyId), keys.byKid('made up'), keys.byKid(keyId)]);
    expect(found.map((key) => key?.kid)).toEqual([keyId, undefined, keyId]);
    expect(store.reads).toBe(1);
  });

  it('is found again once the secret store is back', async () => {
    const [store, clock] = [new CountingStore(), new StillClock()];
    const { keyId } = await openOwnKey(store, 'revocation', 'signing');
    const keys = new PeerSigningKeys('revocation', store, clock);
    store.isAway = true;
    await expect(keys.byKid(keyId)).rejects.toThrow('cannot be reached');
    store.isAway = false;
    clock.atMs += 1_000;
    await expect(keys.byKid(keyId)).resolves.toMatchObject({ kid: keyId });
  });

  it('is not forgotten when another is asked for while the secret store is away', async () => {
    const [store, clock] = [new CountingStore(), new StillClock()];
    const { keyId } = await openOwnKey(store, 'revocation', 'signing');
    const keys = new PeerSigningKeys('revocation', store, clock);
    await keys.byKid(keyId);
    store.isAway = true;
    clock.atMs += 1_000;
    await expect(keys.byKid('made up')).rejects.toThrow('cannot be reached');
    await expect(keys.byKid(keyId)).resolves.toMatchObject({ kid: keyId });
  });
});
