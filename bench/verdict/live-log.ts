import { randomFillSync } from 'node:crypto';
import { RevocationReplica, type Id128, type RevocationBatch, type RevocationEntry } from '@strongroom/guard';

const SESSIONS = 10_000;
const PAGE = 10_000;
const LIFETIME_S = 3_600;

/** A replica that holds so many live token revocations, and 10,000 cut-offs of sessions beside them. */
export function liveReplica(revocations: number): RevocationReplica {
  const replica = new RevocationReplica();
  applyNew(replica, SESSIONS, { scope: 'session' });
  for (let held = 0; held < revocations; held += PAGE)
    applyNew(replica, Math.min(PAGE, revocations - held), { scope: 'token', remaining: revocations - held });
  return replica;
}

/** The next `count` events of the log: random ids, which no token of the run has. */
export function applyNew(
  replica: RevocationReplica,
  count: number,
  about: { readonly scope: 'token' | 'session'; readonly remaining?: number },
): void {
  const nowMs = Date.now();
  const expiresAtS = Math.floor(nowMs / 1000) + LIFETIME_S;
  const words = randomFillSync(new Int32Array(count * 4));
  const after = replica.appliedSeq;
  const entries = Array.from({ length: count }, (_, n): RevocationEntry => {
    const id: Id128 = [words[n * 4] ?? 0, words[n * 4 + 1] ?? 0, words[n * 4 + 2] ?? 0, words[n * 4 + 3] ?? 0];
    return { seq: after + n + 1, scope: about.scope, id, expiresAtS };
  });
  const through = after + count;
  const batch: RevocationBatch = {
    ...{ after, through, head: through, entries, databaseNowMs: nowMs },
    heartbeat: { seq: through, asOfMs: performance.now() },
    ...(about.remaining !== undefined && { remaining: about.remaining }),
  };
  if (replica.apply(batch) !== 'applied') throw new Error('the replica did not take the next events');
}
