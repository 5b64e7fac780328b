import { type Clock } from '@strongroom/kernel';
import { type PairKey } from '@strongroom/messaging';
import { Secret, VaultFault, type SecretHistory, type StoredSecret } from '@strongroom/vault';
import { describe, expect, it } from '@jest/globals';
import { type KeyRingStore } from './key-ring.js';
import { openOwnKey } from './own-key.js';
import { PeerSigningKeys } from './peer-signing-keys.js';
import { ServiceKeys } from './service-keys.js';

/** Holds secrets in memory, counts how often it is asked what is published, and is away when it is told to be. */
class CountingStore implements KeyRingStore {
  isAway = false;
  reads = 0;
  private readonly secrets = new Map<string, Record<string, string>>();

  async read(path: string, { version }: { readonly version?: number } = {}): Promise<StoredSecret | undefined> {
    // A version that is read by its number has been counted with the history that names it.
    if (version === undefined) this.ask(path);
    const fields = this.secrets.get(path);
    if (fields === undefined) return undefined;
    const data = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, Secret.of(value)]));
    return Promise.resolve({ version: 1, writtenAt: new Date(0), data });
  }

  async history(path: string): Promise<SecretHistory | undefined> {
    this.ask(path);
    if (!this.secrets.has(path)) return undefined;
    const versions = [{ version: 1, writtenAt: new Date(0), state: 'live' } as const];
    return Promise.resolve({ currentVersion: 1, versions });
  }

  destroy(path: string): Promise<void> {
    return Promise.reject(new Error(`nothing here is to be destroyed: ${path}`));
  }

  write(path: string, data: Readonly<Record<string, Secret | string>>): Promise<{ readonly version: number }> {
    const fields = Object.entries(data).map(([name, value]) => [
      name,
      value instanceof Secret ? value.reveal() : value,
    ]);
    this.secrets.set(path, Object.fromEntries(fields) as Record<string, string>);
    return Promise.resolve({ version: 1 });
  }

  private ask(path: string): void {
    if (path.startsWith('public/')) this.reads += 1;
    if (this.isAway) throw new VaultFault('down', { message: 'the secret store cannot be reached' });
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
    const made = (digit: string): string => `${keyId.slice(0, 17)}${digit.repeat(16)}`;
    for (const digit of ['a', 'b', 'c']) await expect(find(keys, made(digit))).resolves.toBeUndefined();
    expect(store.reads).toBe(1);
    await expect(find(keys, keyId)).resolves.toMatchObject({ keyId });
    expect(store.reads).toBe(1);
    clock.atMs += 1_000;
    await expect(find(keys, made('d'))).resolves.toBeUndefined();
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

  it('are never looked up for what can be no id of a key', async () => {
    const { store, keys, keyId } = await pairOf();
    for (const junk of ['', 'a', `${keyId}-`, keyId.toUpperCase(), keyId.replace('-', ''), `${keyId}\n`]) {
      await expect(find(keys, junk)).resolves.toBeUndefined();
    }
    expect(store.reads).toBe(0);
  });

  it('are never looked up for a name that is no service', async () => {
    const { store, keys } = await pairOf();
    const { keyId } = await pairOf();
    expect(await keys.byId('nobody', keyId)).toBeUndefined();
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
