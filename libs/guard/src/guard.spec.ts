import { describe, expect, it } from '@jest/globals';
import { AUDIENCE, ISSUER, NOW_S, TestIssuer } from '../test/support/issuer.js';
import { batch, entry } from '../test/support/log.js';
import { Guard, type StalenessPolicy } from './guard.js';
import { StaticKeys } from './keys/static-keys.js';
import type { VerificationKeys } from './keys/verification-key.js';
import { RevocationReplica } from './revocation/revocation-replica.js';
import type { RevocationBatch } from './revocation/revocation-source.js';
import { AccessTokenVerifier } from './token/access-token-verifier.js';

const issuer = new TestIssuer('ES256');
const policies: readonly StalenessPolicy[] = ['strict', 'bounded', 'open'];

function setUp({ keys = new StaticKeys([issuer.key]) }: { keys?: VerificationKeys } = {}) {
  const clock = { monotonicMs: 0 };
  const nowMs = (): number => NOW_S * 1000;
  const replica = new RevocationReplica({ monotonicMs: () => clock.monotonicMs });
  const verifier = new AccessTokenVerifier({ keys, issuer: ISSUER, audience: AUDIENCE, nowMs });
  const source: { answer: () => RevocationBatch; asked: number } = {
    answer: () => {
      throw new Error('the source does not answer');
    },
    asked: 0,
  };
  const refresher = {
    async refresh(): Promise<void> {
      source.asked++;
      replica.apply(await Promise.resolve().then(source.answer));
    },
  };
  const killSwitch = { on: false };
  const halted = () => killSwitch.on;
  return { clock, replica, source, killSwitch, guard: new Guard({ verifier, replica, refresher, nowMs, halted }) };
}

/** A guard that knows the log up to 100, of `ageMs` ago. */
function aged(ageMs: number) {
  const all = setUp();
  all.replica.apply(batch([], { through: 100 }));
  all.clock.monotonicMs = ageMs;
  return all;
}

describe('Guard', () => {
  it.each(policies)('accepts a good token from what it knows, without asking anybody (%s)', async (policy) => {
    const { guard, source } = aged(900);
    expect(await guard.verdict(issuer.issue(), { policy })).toMatchObject({
      ...{ active: true, confirmed: true, claims: { sub: 'alice' } },
    });
    expect(source.asked).toBe(0);
  });

  it.each(policies)('refuses a token that is known to be revoked however stale it is (%s)', async (policy) => {
    const { guard, replica } = aged(1_000_000);
    replica.apply(batch([entry(101, 'subject', 'alice')], { after: 100, heartbeat: { seq: 101, asOfMs: 0 } }));
    expect(await guard.verdict(issuer.issue(), { policy })).toMatchObject({
      active: false,
      reason: { code: 'revoked' },
    });
  });

  it('evaluates revocation on every request: a token accepted a moment ago is refused', async () => {
    const { guard, replica } = aged(0);
    const token = issuer.issue();
    expect((await guard.verdict(token, { policy: 'strict' })).active).toBe(true);
    replica.apply(batch([entry(101, 'client', 'shop')], { after: 100 }));
    expect((await guard.verdict(token, { policy: 'strict' })).active).toBe(false);
    expect((await guard.verdict(issuer.issue({ pos: 101 }), { policy: 'strict' })).active).toBe(true);
  });

  it('gives the reason for which a token is not even looked up', async () => {
    const verdict = await aged(0).guard.verdict(issuer.issue({ exp: NOW_S - 60 }), { policy: 'strict' });
    expect(verdict).toEqual({ active: false, unavailable: false, reason: { code: 'expired', detail: 'exp' } });
  });

  it.each([
    ['strict', 1_001],
    ['bounded', 5_001],
  ] as const)('asks the source once it is staler than %s allows, and believes the answer', async (policy, ageMs) => {
    const { guard, source, clock } = aged(ageMs);
    source.answer = () => batch([], { after: 100, heartbeat: { seq: 100, asOfMs: clock.monotonicMs } });
    expect(await guard.verdict(issuer.issue(), { policy })).toMatchObject({ active: true, confirmed: true });
    expect(source.asked).toBe(1);
    expect(await guard.verdict(issuer.issue(), { policy })).toMatchObject({ active: true });
    expect(source.asked).toBe(1);
  });

  it('refuses what the source knows and the replica did not', async () => {
    const { guard, source, clock } = aged(5_001);
    source.answer = () =>
      batch([entry(101, 'subject', 'alice')], { after: 100, heartbeat: { seq: 101, asOfMs: clock.monotonicMs } });
    expect(await guard.verdict(issuer.issue(), { policy: 'bounded' })).toMatchObject({ reason: { code: 'revoked' } });
  });

  it.each(['strict', 'bounded'] as const)(
    'says unavailable, never active, where the source does not answer (%s)',
    async (policy) => {
      const verdict = await aged(5_001).guard.verdict(issuer.issue(), { policy });
      expect(verdict).toEqual({ active: false, unavailable: true, retryAfterMs: 1_000 });
    },
  );

  it('says unavailable where the log has no writer: an answer without a fresh heartbeat is no answer', async () => {
    const { guard, source } = aged(5_001);
    source.answer = () => batch([], { after: 100 });
    expect(await guard.verdict(issuer.issue(), { policy: 'bounded' })).toMatchObject({ unavailable: true });
  });

  it('under open, accepts unconfirmed what is not known to be revoked', async () => {
    const verdict = await aged(5_001).guard.verdict(issuer.issue(), { policy: 'open' });
    expect(verdict).toMatchObject({ active: true, confirmed: false });
  });

  it.each(policies)('accepts nothing before its bootstrap is complete (%s)', async (policy) => {
    expect(await setUp().guard.verdict(issuer.issue(), { policy })).toMatchObject({ active: false, unavailable: true });
  });

  it('says unavailable where the keys cannot be had', async () => {
    const { guard } = setUp({ keys: { byKid: () => Promise.reject(new Error('down')) } });
    expect(await guard.verdict(issuer.issue(), { policy: 'open' })).toMatchObject({ active: false, unavailable: true });
  });

  it('checks again, by the ids alone, the credential that a context names', async () => {
    const { guard, replica } = aged(0);
    const credential = { tenant: 'demo', jti: 'j', subject: 'alice', client: 'shop', session: 's', pos: 100 };
    const alive = { ...credential, expiresAtMs: NOW_S * 1000 + 1 };
    expect(await guard.check(alive, { policy: 'strict' })).toEqual({ active: true, confirmed: true });
    expect(await guard.check({ ...alive, expiresAtMs: NOW_S * 1000 }, { policy: 'strict' })).toMatchObject({
      reason: { code: 'expired' },
    });
    replica.apply(batch([entry(101, 'session', 's')], { after: 100 }));
    expect(await guard.check(alive, { policy: 'strict' })).toMatchObject({ reason: { code: 'revoked' } });
    expect(await guard.check({ ...alive, pos: 101 }, { policy: 'strict' })).toMatchObject({ active: true });
  });

  it.each(['strict', 'bounded'] as const)(
    'accepts when another way has brought fresh knowledge while the source did not answer (%s)',
    async (policy) => {
      const { guard, replica, source } = aged(60_000);
      source.answer = () => {
        replica.apply(batch([], { after: 100, heartbeat: { seq: 100, asOfMs: 60_000 } }));
        throw new Error('the source does not answer');
      };
      expect(await guard.verdict(issuer.issue(), { policy })).toMatchObject({ active: true, confirmed: true });
    },
  );

  it.each(policies)(
    'accepts nothing while an emergency stop stands, however late it was issued (%s)',
    async (policy) => {
      const { guard, replica } = aged(0);
      replica.apply(batch([entry(101, 'stop', '')], { after: 100 }));
      for (const pos of [100, 101, 2 ** 53 - 1]) {
        const verdict = await guard.verdict(issuer.issue({ pos }), { policy });
        expect(verdict).toMatchObject({ active: false, reason: { code: 'stopped' } });
      }
    },
  );

  it('lets what was issued since the stop through at the doors of those who deal with it, and nothing older', async () => {
    const { guard, replica } = aged(0);
    replica.apply(batch([entry(101, 'stop', '')], { after: 100 }));
    const asked = { policy: 'strict', duringStop: true } as const;
    expect(await guard.verdict(issuer.issue({ pos: 101 }), asked)).toMatchObject({ active: true });
    expect(await guard.verdict(issuer.issue({ pos: 100 }), asked)).toMatchObject({ reason: { code: 'revoked' } });
    replica.apply(batch([entry(102, 'client', 'shop')], { after: 101 }));
    expect(await guard.verdict(issuer.issue({ pos: 101 }), asked)).toMatchObject({ reason: { code: 'revoked' } });
  });

  it('learns of a stop by the check that it makes when it is stale', async () => {
    const { guard, source, clock } = aged(5_001);
    source.answer = () =>
      batch([entry(101, 'stop', '')], { after: 100, heartbeat: { seq: 101, asOfMs: clock.monotonicMs } });
    expect(await guard.verdict(issuer.issue({ pos: 101 }), { policy: 'bounded' })).toMatchObject({
      reason: { code: 'stopped' },
    });
  });

  it.each([false, true])(
    'accepts nothing while the kill switch is on, at any door (duringStop: %s)',
    async (duringStop) => {
      const { guard, killSwitch } = aged(0);
      killSwitch.on = true;
      const asked = { policy: 'open', duringStop } as const;
      expect(await guard.verdict(issuer.issue(), asked)).toMatchObject({ active: false, reason: { code: 'stopped' } });
      killSwitch.on = false;
      expect(await guard.verdict(issuer.issue(), asked)).toMatchObject({ active: true });
    },
  );
});
