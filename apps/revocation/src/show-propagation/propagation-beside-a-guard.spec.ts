import { AccessTokenVerifier, Guard, RevocationReplica, StaticKeys } from '@strongroom/guard';
import { describe, expect, it } from '@jest/globals';
import { propagationOf, type HeardGuard } from './propagation.js';

const SEALED_AT_MS = 3_000;
const WAITED_MS = 500;
const EPOCH_MS = Date.UTC(2026, 0, 1);
const at = (ms: number): Date => new Date(EPOCH_MS + ms);
const credential = {
  ...{ tenant: 'demo', jti: 'j', subject: 'alice', client: 'shop', pos: 100 },
  expiresAtMs: EPOCH_MS + 900_000,
};

/** A guard with the default bounds, heard at 0, answered after the wait with all there was, and cut off from then on. */
function cutOffGuard() {
  const clock = { ms: WAITED_MS };
  const replica = new RevocationReplica({ monotonicMs: () => clock.ms });
  const guard = new Guard({
    replica,
    refresher: { refresh: () => Promise.reject(new Error('cut off')) },
    verifier: new AccessTokenVerifier({ keys: new StaticKeys([]), issuer: 'none', audience: 'none' }),
    nowMs: () => EPOCH_MS + clock.ms,
  });
  const heartbeat = { seq: 100, asOfMs: WAITED_MS };
  replica.apply({ after: 0, through: 100, head: 100, entries: [], heartbeat, databaseNowMs: 0 });
  return { clock, guard };
}

function askedAt(ms: number): ReturnType<typeof propagationOf> {
  const enforcing: HeardGuard = {
    ...{ guard: 'gateway-1', service: 'gateway', appliedSeq: 101, firstSeenAt: at(-60_000) },
    ...{ lastSeenAt: at(ms), appliedAt: at(SEALED_AT_MS + 4) },
  };
  // Its question was written, the end of its answer was not: the replica that gave it died.
  const cutOff = { ...enforcing, guard: 'gateway-2', appliedSeq: 100, lastSeenAt: at(0), appliedAt: null };
  return propagationOf({ seq: 101, sealedAt: at(SEALED_AT_MS), askedAt: at(ms), guards: [enforcing, cutOff] });
}

describe('what is said of a revocation beside a guard that is cut off', () => {
  it('is never "everywhere" while that guard says active, at any moment; and is, once it cannot any more', async () => {
    const { clock, guard } = cutOffGuard();
    const said = { active: 0, everywhere: 0 };
    for (clock.ms = SEALED_AT_MS; clock.ms < 10_000; clock.ms += 50) {
      const { enforced_everywhere_after_ms: everywhere } = askedAt(clock.ms);
      const { active } = await guard.check(credential, { policy: 'bounded' });
      expect({ atMs: clock.ms, both: active && everywhere !== null }).toEqual({ atMs: clock.ms, both: false });
      said.active += Number(active);
      said.everywhere += Number(everywhere !== null);
    }
    expect(said.active).toBeGreaterThan(0);
    expect(said.everywhere).toBeGreaterThan(0);
  });
});
