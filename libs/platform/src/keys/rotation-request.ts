import { SecretConflict } from '@strongroom/vault';
import { type KeyRingStore } from './key-ring.js';

/** Whoever may write here may ask: by the store's policies that is the command line's login. */
const REQUESTED_BY = 'ops';
const path = (service: string): string => `public/${REQUESTED_BY}/wire-keys/${service}`;

const DAY_MS = 86_400_000;
/** As long as events may wait, or lie among the dead letters, under an old key. */
export const DEFAULT_OVERLAP_MS = 7 * DAY_MS;
/** Peers look for new keys every `REFRESH_MS` and use them after a lead; less than this would break their calls. */
export const OVERLAP_MS_MIN = 60_000;
export const OVERLAP_MS_MAX = 90 * DAY_MS;

export interface RotationRequest {
  /** Grows by one with each request; 0 where none was ever made. */
  readonly number: number;
  /** How long an old key is kept once a new one is in use. */
  readonly overlapMs: number;
}

export async function readRotationRequest(store: KeyRingStore, service: string): Promise<RotationRequest> {
  const stored = await store.read(path(service));
  const overlapMs = Number(stored?.data['overlap_ms']?.reveal() ?? DEFAULT_OVERLAP_MS);
  const bounded = Math.min(Math.max(overlapMs, OVERLAP_MS_MIN), OVERLAP_MS_MAX);
  return { number: stored?.version ?? 0, overlapMs: Number.isNaN(bounded) ? DEFAULT_OVERLAP_MS : bounded };
}

/**
 * Asks `service` for a new exchange key. It makes one itself, so nobody else ever holds the private half; and it does so
 * whenever it next runs, so nothing is lost if it is down.
 */
export async function requestRotation(store: KeyRingStore, service: string, overlapMs: number): Promise<number> {
  const cas = (await store.history(path(service)))?.currentVersion ?? 0;
  try {
    return (await store.write(path(service), { overlap_ms: String(overlapMs) }, { cas })).version;
  } catch (error) {
    // Somebody else asked at the same moment: one new key answers both.
    if (error instanceof SecretConflict) return cas + 1;
    throw error;
  }
}
