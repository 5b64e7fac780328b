import { generateKeyPairSync } from 'node:crypto';
import { SecretConflict } from '@strongroom/vault';
import { keyInUse, readPrivateRing, readPublicRing, type KeyRingStore, type PublicRingKey } from './key-ring.js';
import { encodePrivate, encodePublic, privatePath, publicPath } from './own-key.js';
import { readRotationRequest, type RotationRequest } from './rotation-request.js';

/** The store keeps 20 versions and then drops the oldest, in use or not. */
const KEYS_MAX = 16;

export type RotationStep = 'made' | 'published' | 'retired';

export interface RotationTerms {
  /** How long a key is known to all before it is used. */
  readonly leadMs: number;
  readonly nowMs: number;
}

/**
 * Takes the next step of rotating this service's exchange key, if there is one to take: publish a key that is not published,
 * retire those that have been replaced for the whole overlap, make the one that is asked for. What to do is read from the
 * store each time, so a process that dies between two steps leaves nothing that the next, or another replica, cannot go on
 * from; and each step is a compare-and-set, so of two that take the same one, one does.
 */
export async function advanceRotation(
  store: KeyRingStore,
  service: string,
  terms: RotationTerms,
): Promise<RotationStep | undefined> {
  const request = await readRotationRequest(store, service);
  // Read in this order, what is published under `cas` can be no older than `own` shows: a stalled replica that comes back
  // with a key which has been replaced meanwhile is refused.
  const cas = (await store.history(publicPath(service, 'exchange')))?.currentVersion ?? 0;
  const published = await readPublicRing(store, service);
  const own = await readPrivateRing(store, service);
  const newest = own.at(-1);
  if (newest === undefined) return undefined;

  if (!published.some(({ keyId }) => keyId === newest.keyId)) {
    await unlessTaken(
      store.write(publicPath(service, 'exchange'), { public_key: encodePublic(newest.privateKey) }, { cas }),
    );
    return 'published';
  }

  const outdated = replaced(published, request, terms);
  if (outdated.length > 0) {
    const halves = versionsOf(own, outdated);
    if (halves.length > 0) await store.destroy(privatePath(service, 'exchange'), halves);
    await store.destroy(publicPath(service, 'exchange'), versionsOf(published, outdated));
    return 'retired';
  }

  const current = keyInUse(published, terms.nowMs, terms.leadMs);
  if (request.number <= newest.answers || current?.keyId !== newest.keyId || own.length >= KEYS_MAX) return undefined;
  const privateKey = encodePrivate(generateKeyPairSync('x25519').privateKey);
  const made = { private_key: privateKey, answers: String(request.number) };
  await unlessTaken(store.write(privatePath(service, 'exchange'), made, { cas: newest.version }));
  return 'made';
}

/** Keys whose successor has been in use for the whole overlap. */
function replaced(
  ring: readonly PublicRingKey[],
  { overlapMs }: RotationRequest,
  { leadMs, nowMs }: RotationTerms,
): readonly PublicRingKey[] {
  const settled = ring.findLastIndex(({ publishedMs }) => publishedMs + leadMs + overlapMs <= nowMs);
  return ring.slice(0, Math.max(0, settled));
}

function versionsOf(
  ring: readonly { readonly keyId: string; readonly version: number }[],
  meant: readonly { readonly keyId: string }[],
): number[] {
  const ids = new Set(meant.map(({ keyId }) => keyId));
  return ring.filter(({ keyId }) => ids.has(keyId)).map(({ version }) => version);
}

/** Another replica took the same step: then it is done. */
async function unlessTaken(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!(error instanceof SecretConflict)) throw error;
  }
}
