import { KEY_LEAD_MS, keyInUse, readPublicRing, readRotationRequest, type KeyRingStore } from '@strongroom/platform';

/** One exchange key of a service, as everybody may know it. */
export interface KeyReport {
  readonly service: string;
  readonly keyId: string;
  readonly state: 'coming' | 'in use' | 'old';
  readonly publishedAt: string;
  /** When it comes into use, or is retired; absent for the one in use. */
  readonly until?: string;
}

/** A service's exchange keys that are not retired, oldest first. */
export async function reportKeys(
  store: KeyRingStore,
  service: string,
  nowMs: number = Date.now(),
): Promise<readonly KeyReport[]> {
  const ring = await readPublicRing(store, service);
  const { overlapMs } = await readRotationRequest(store, service);
  const used = keyInUse(ring, nowMs, KEY_LEAD_MS);
  const usedAt = used === undefined ? -1 : ring.indexOf(used);
  return ring.map(({ keyId, publishedMs }, index) => {
    const about = { service, keyId, publishedAt: new Date(publishedMs).toISOString() };
    if (index === usedAt) return { ...about, state: 'in use' };
    if (index > usedAt) return { ...about, state: 'coming', until: new Date(publishedMs + KEY_LEAD_MS).toISOString() };
    const successorMs = ring[index + 1]?.publishedMs ?? nowMs;
    return { ...about, state: 'old', until: new Date(successorMs + KEY_LEAD_MS + overlapMs).toISOString() };
  });
}
