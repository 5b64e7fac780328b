import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check, covers, isSound, summary } from './check.ts';
import { type Entry, type Token } from './history.ts';

const token: Token = {
  ...{ jti: 't', tenant: 'demo', subject: 'sue', client: 'app', session: 's', signingKey: 'k', pos: 10 },
  ...{ family: 'f', key: 'a-key', services: ['mail', 'billing'] },
};
const minted = { type: 'minted', token, atMs: 0 } as const;

function revoked(about: Partial<Extract<Entry, { type: 'revoked' }>> = {}): Extract<Entry, { type: 'revoked' }> {
  const outcome = { outcome: 'sealed', seq: 11 } as const;
  return {
    ...{ type: 'revoked', scope: 'subject', tenant: 'demo', target: 'sue', fromMs: 90, toMs: 100 },
    ...{ ...outcome, ...about },
  };
}

/** A use that began at `fromMs`, by a guard that knows nothing newer than the moment 95. */
function used(fromMs: number, answer: string, about: Partial<Extract<Entry, { type: 'used' }>> = {}): Entry {
  const toMs = fromMs + 1;
  return {
    ...{ type: 'used', guard: 'g1', jti: 't', policy: 'bounded', fromMs, toMs, answer },
    ...{ appliedSeq: 10, stalenessMs: toMs - 95, ...about },
  };
}

const sound: readonly Entry[] = [
  minted,
  used(50, 'active'),
  revoked(),
  used(110, 'revoked', { appliedSeq: 11 }),
  used(120, 'revoked', { guard: 'g2', appliedSeq: 11 }),
  used(9_000, 'unavailable', { guard: 'g3' }),
];

describe('the checker of revocation histories', () => {
  it('finds nothing where nothing is, in whatever order the lines come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...sound], { minLength: sound.length }), (history) => {
        const verdict = check(history);
        expect(isSound(verdict)).toBe(true);
        expect(summary(verdict)).toEqual(['revoked -> active: 0 of 3', 'active -> refused without cause: 0 of 1']);
      }),
    );
  });

  it.each<[string, Entry]>([
    ['a guard that had applied the revocation', used(110, 'active', { appliedSeq: 11 })],
    ['a guard that claims to know what was true after the return', used(110, 'active', { stalenessMs: 5 })],
    ['a bounded route after its bound, whatever the guard measured', used(5_101, 'active', { stalenessMs: 4_000_000 })],
    ['a strict route after its bound', used(1_101, 'active', { policy: 'strict' })],
  ])('finds a false active: %s', (_, use) => {
    const verdict = check([minted, revoked(), use]);
    expect(verdict.falseActive).toHaveLength(1);
    expect(isSound(verdict)).toBe(false);
    expect(summary(verdict)[0]).toBe('revoked -> active: 1 of 1');
  });

  it('allows what a guard could not know within its bound, and tells it', () => {
    const verdict = check([minted, revoked(), used(4_000, 'active')]);
    expect(verdict).toMatchObject({ falseActive: [], withinBound: 1, longestWithinBoundMs: 3_900 });
  });

  it('finds a token that comes back on the guard that had refused it, at once, though nobody heard that it was revoked', () => {
    const unheard = revoked({ outcome: 'unknown', seq: undefined });
    const verdict = check([minted, unheard, used(110, 'revoked'), used(112, 'active')]);
    expect(verdict.cameBack).toHaveLength(1);
    expect(isSound(verdict)).toBe(false);
  });

  it('finds a token that comes back on another guard, once the bound has passed', () => {
    const refused = used(110, 'revoked');
    const unheard = revoked({ outcome: 'pending', seq: undefined });
    const other = (fromMs: number): Entry => used(fromMs, 'active', { guard: 'g2' });
    expect(check([minted, unheard, refused, other(5_000)]).cameBack).toHaveLength(0);
    expect(check([minted, unheard, refused, other(5_200)]).cameBack).toHaveLength(1);
  });

  it('finds a token that comes back after a restore: a new generation gives nothing its life back', () => {
    const again = used(9_000, 'active', { appliedSeq: 2 ** 41 + 1, stalenessMs: 0 });
    expect(check([minted, revoked(), { type: 'restored', atMs: 200 }, again]).falseActive).toHaveLength(1);
  });

  it('gives each refusal without cause its reason, and is not content with one that has none', () => {
    const restored = { type: 'restored', atMs: 20 } as const;
    const explained = check([minted, restored, used(45, 'unavailable'), used(50, 'revoked')]);
    expect(isSound(explained)).toBe(true);
    expect(explained.withoutCause).toEqual({ 'cut off by the restore': 1, 'nobody could say (503)': 1 });
    const unexplained = check([minted, used(50, 'revoked')]);
    expect(isSound(unexplained)).toBe(false);
    expect(summary(unexplained)[1]).toContain('1 of 1 (1 unexplained: revoked)');
  });

  it('takes either answer while the revocation is under way', () => {
    const verdict = check([minted, revoked(), used(95, 'active'), { ...used(96, 'revoked') }]);
    expect(verdict).toMatchObject({ usesOfDead: 0, usesOfLive: 0 });
  });

  it.each([
    ['the place of the token is at the cut-off', revoked({ seq: 10 }), false],
    ['the cut-off is one place later', revoked({ seq: 11 }), true],
    ['it is another tenant’s', revoked({ tenant: 'acme' }), false],
    ['it names the token', revoked({ scope: 'token', target: 't', seq: 3 }), true],
    ['it names the key, in whatever tenant and place', revoked({ scope: 'signing_key', target: 'k', seq: 3 }), true],
    ['it is of everything', revoked({ scope: 'global', tenant: '', target: '' }), true],
    ['it is of the tenant', revoked({ scope: 'tenant', target: 'demo' }), true],
    ['it is of its refresh family', revoked({ scope: 'family', target: 'f' }), true],
    ['it is of its API key', revoked({ scope: 'key', target: 'a-key' }), true],
    ['it is of one of the services that it is for', revoked({ scope: 'service', target: 'billing' }), true],
    ['it is of its API key, at an earlier place', revoked({ scope: 'key', target: 'a-key', seq: 9 }), false],
    ['it is of another service', revoked({ scope: 'service', target: 'ship' }), false],
    ['it is of another session', revoked({ scope: 'session', target: 'another' }), false],
  ])('knows what a revocation covers: %s', (_, revocation, expected) => {
    expect(covers(revocation, token)).toBe(expected);
  });

  it('is not content with a scope it does not know', () => {
    expect(() => covers(revoked({ scope: 'planet' }), token)).toThrow('no scope planet');
  });
});
