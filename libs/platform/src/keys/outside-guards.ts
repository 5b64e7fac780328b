import { createHash, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { SecretConflict, type SecretStore } from '@strongroom/vault';

/** What of the secret store the keys of outside guards need. */
export type OutsideGuardStore = Pick<SecretStore, 'read' | 'write'>;

/** Where they stand: written by the CLI, read by the revocation service. */
const OUTSIDE_GUARDS_PATH = 'services/ops/outside-guards';

/** The key by which one application outside of the platform proves its name to the revocation feed. */
export interface OutsideGuardKey {
  readonly name: string;
  readonly keyId: string;
  /** 32 bytes. */
  readonly key: Buffer;
}

export async function readOutsideGuards(store: OutsideGuardStore): Promise<ReadonlyMap<string, OutsideGuardKey>> {
  const { keys } = await read(store);
  return new Map([...keys].map(([name, key]) => [name, { name, keyId: keyIdOf(key), key }]));
}

/** A new key for `name`; one that it had is good no more. */
export async function addOutsideGuard(store: OutsideGuardStore, name: string): Promise<OutsideGuardKey> {
  const key = randomBytes(32);
  await change(store, (keys) => keys.set(name, key));
  return { name, keyId: keyIdOf(key), key };
}

/** @returns whether there was one */
export async function removeOutsideGuard(store: OutsideGuardStore, name: string): Promise<boolean> {
  let was = false;
  await change(store, (keys) => {
    was = keys.delete(name);
  });
  return was;
}

export function secretKeyOf({ key }: OutsideGuardKey): KeyObject {
  return createSecretKey(key);
}

async function read(
  store: OutsideGuardStore,
): Promise<{ readonly keys: Map<string, Buffer>; readonly version: number }> {
  const stored = await store.read(OUTSIDE_GUARDS_PATH);
  if (stored === undefined) return { keys: new Map(), version: 0 };
  const keys = Object.entries(stored.data).map(
    ([name, key]) => [name, Buffer.from(key.reveal(), 'base64url')] as const,
  );
  return { keys: new Map(keys), version: stored.version };
}

async function change(store: OutsideGuardStore, by: (keys: Map<string, Buffer>) => unknown): Promise<void> {
  for (;;) {
    const { keys, version } = await read(store);
    by(keys);
    const data = Object.fromEntries([...keys].map(([name, key]) => [name, key.toString('base64url')]));
    try {
      await store.write(OUTSIDE_GUARDS_PATH, data, { cas: version });
      return;
    } catch (error) {
      if (!(error instanceof SecretConflict)) throw error;
    }
  }
}

function keyIdOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}
