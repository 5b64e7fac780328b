import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type SecretStore, type StoredSecret } from '@strongroom/vault';
import { keyIdOf, privatePath, publicPath } from './own-key.js';

/** What of the secret store key rings need. */
export type KeyRingStore = Pick<SecretStore, 'read' | 'write' | 'history' | 'destroy'>;

/** A public exchange key, as everybody may read it. */
export interface PublicRingKey {
  readonly keyId: string;
  /** Version of the secret that holds it; destroying that version retires the key. */
  readonly version: number;
  /** When it was published, by the store's clock: the one clock that all agree on. */
  readonly publishedMs: number;
  readonly publicKey: KeyObject;
}

/** A private exchange key of one's own. */
export interface PrivateRingKey {
  readonly keyId: string;
  readonly version: number;
  /** Version of the request for a rotation that it answers; 0 for a key that nobody asked for. */
  readonly answers: number;
  readonly privateKey: KeyObject;
}

/**
 * A service's public keys that are not retired, oldest first. Versions do not change, so those already in `known` are not
 * read again.
 */
export function readPublicRing(
  store: KeyRingStore,
  service: string,
  known: readonly PublicRingKey[] = [],
): Promise<readonly PublicRingKey[]> {
  return liveVersions(store, publicPath(service, 'exchange'), known, ({ data, version, writtenAt }) => {
    const encoded = data['public_key']?.reveal() ?? '';
    const publicKey = createPublicKey({ key: Buffer.from(encoded, 'base64url'), format: 'der', type: 'spki' });
    return { keyId: keyIdOf(publicKey), version, publishedMs: writtenAt.getTime(), publicKey };
  });
}

/** The same of the private halves; the store lets only the service itself read them. */
export function readPrivateRing(
  store: KeyRingStore,
  service: string,
  known: readonly PrivateRingKey[] = [],
): Promise<readonly PrivateRingKey[]> {
  return liveVersions(store, privatePath(service, 'exchange'), known, ({ data, version }) => {
    const encoded = data['private_key']?.reveal() ?? '';
    const privateKey = createPrivateKey({ key: Buffer.from(encoded, 'base64url'), format: 'der', type: 'pkcs8' });
    const answers = Number(data['answers']?.reveal() ?? 0);
    return { keyId: keyIdOf(createPublicKey(privateKey)), version, answers, privateKey };
  });
}

/**
 * The key to use of a ring: the newest that has been published for `leadMs`, so that whoever is to check it has had time to
 * learn of it; before any has, the oldest.
 */
export function keyInUse<K extends Pick<PublicRingKey, 'publishedMs'>>(
  ring: readonly K[],
  nowMs: number,
  leadMs: number,
): K | undefined {
  return ring.findLast(({ publishedMs }) => publishedMs + leadMs <= nowMs) ?? ring[0];
}

async function liveVersions<K extends { readonly version: number }>(
  store: KeyRingStore,
  path: string,
  known: readonly K[],
  keyOf: (stored: StoredSecret) => K,
): Promise<readonly K[]> {
  const versions = (await store.history(path))?.versions ?? [];
  const keys = await Promise.all(
    versions
      .filter(({ state }) => state === 'live')
      .map(async ({ version }) => {
        const old = known.find((key) => key.version === version);
        if (old !== undefined) return old;
        const stored = await store.read(path, { version });
        // Retired since the history was read.
        return stored === undefined ? undefined : keyOf(stored);
      }),
  );
  return keys.filter((key) => key !== undefined);
}
