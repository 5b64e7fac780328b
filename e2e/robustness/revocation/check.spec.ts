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
    const twice = revoked({ scope: 'session', target: 's', seq: 12, fromMs: 190, toMs: 200 });
    const verdict = check([minted, revoked(), twice, used(4_000, 'active')]);
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

describe('the policy open', () => {
  it.each<[string, Entry]>([
    ['the guard had applied the revocation', used(110, 'active', { policy: 'open', appliedSeq: 11 })],
    [
      'the guard claims to know what was true after the return',
      used(110, 'active', { policy: 'open', stalenessMs: 5 }),
    ],
  ])('never lets through what is known to be revoked: %s', (_, use) => {
    expect(check([minted, revoked(), use]).falseActive).toHaveLength(1);
  });

  it('lets through what is not known, however late, and no figure of a bound tells of it', () => {
    const verdict = check([minted, revoked(), used(90_000, 'active', { policy: 'open' }), used(400, 'active')]);
    expect(isSound(verdict)).toBe(true);
    expect(verdict).toMatchObject({ withinBound: 1, longestWithinBoundMs: 300, lateOnOpen: 1 });
  });

  it('brings nothing back on the guard that had refused it, and proves nothing against another', () => {
    const refused = used(110, 'revoked', { policy: 'open', appliedSeq: 11 });
    const again = (guard: string): Entry => used(90_000, 'active', { policy: 'open', guard });
    expect(check([minted, revoked(), refused, again('g1')]).cameBack).toHaveLength(1);
    expect(isSound(check([minted, revoked(), refused, again('g2')]))).toBe(true);
  });

  it('has no cause to say "unavailable" once a guard knows anything', () => {
    const beforeBootstrap = { policy: 'open', stalenessMs: Number.MAX_SAFE_INTEGER } as const;
    expect(isSound(check([minted, used(50, 'unavailable', beforeBootstrap)]))).toBe(true);
    const after = check([minted, used(9_000, 'unavailable', { policy: 'open' })]);
    expect(isSound(after)).toBe(false);
    expect(summary(after)[1]).toContain('1 unexplained: unavailable on open');
  });
});

describe('an emergency stop and its lift', () => {
  const stop = revoked({ scope: 'stop', tenant: '*', target: '' });
  const lift = revoked({ scope: 'lift', tenant: '*', target: '11', seq: 20, fromMs: 290, toMs: 300 });
  /** Tokens of before the stop, of while it stood, and of after the lift. */
  const before = minted;
  const during = { ...minted, token: { ...token, jti: 'during', pos: 11 }, atMs: 200 } as const;
  const after = { ...minted, token: { ...token, jti: 'after', pos: 20 }, atMs: 305 } as const;
  const history = [before, during, after, stop, lift];
  const of = ({ token: { jti } }: typeof minted | typeof during | typeof after) => ({ jti });
  const applied = (appliedSeq: number) => ({ appliedSeq });

  it('finds nothing where all is dead that rests on a place before the lift, and the rest lives', () => {
    const verdict = check([
      ...history,
      used(110, 'active'),
      used(120, 'stopped', applied(11)),
      used(210, 'stopped', { ...of(during), ...applied(11) }),
      used(310, 'revoked', applied(20)),
      used(310, 'revoked', { ...of(during), ...applied(20) }),
      used(310, 'active', { ...of(after), ...applied(20) }),
    ]);
    expect(isSound(verdict)).toBe(true);
    expect(verdict).toMatchObject({ usesOfDead: 5, usesOfLive: 1, withinBound: 1, withoutCause: {} });
  });

  it.each<[string, Entry]>([
    ['on a guard that had applied the stop', used(110, 'active', applied(11))],
    ['on a guard that claims to know what was true after its return', used(110, 'active', { stalenessMs: 5 })],
    ['on a strict route after its bound', used(1_101, 'active', { policy: 'strict' })],
    ['on an open route, where the guard had applied it', used(110, 'active', { policy: 'open', ...applied(11) })],
    ['though issued while it stands', used(210, 'active', { ...of(during), ...applied(11) })],
    ['though issued while it stands, to a guard past its bound', used(5_300, 'active', of(during))],
    ['after the lift, which brings nothing back', used(310, 'active', applied(20))],
    ['after the lift, though issued while it stood', used(310, 'active', { ...of(during), ...applied(20) })],
  ])('finds a token that lives %s', (_, use) => {
    expect(check([...history, use]).falseActive).toHaveLength(1);
  });

  it('finds a token that lives while the stop stands, whatever its place, where nobody has lifted it', () => {
    expect(check([after, stop, used(310, 'active', { ...of(after), ...applied(11) })]).falseActive).toHaveLength(1);
  });

  it('finds a token that was stopped and comes back, though nobody heard that the stop was made', () => {
    const unheard = revoked({ scope: 'stop', tenant: '*', target: '', outcome: 'unknown', seq: undefined });
    const verdict = check([before, unheard, used(110, 'stopped'), used(120, 'active')]);
    expect(verdict.cameBack).toHaveLength(1);
  });

  it('takes "stopped" for what was issued after the lift only from a guard that has not applied the lift', () => {
    const stopped = (appliedSeq: number): Entry => used(310, 'stopped', { ...of(after), appliedSeq });
    const behind = check([...history, stopped(19), used(320, 'active', { ...of(after), ...applied(20) })]);
    expect(isSound(behind)).toBe(true);
    expect(behind.withoutCause).toEqual({ 'the lift not applied yet': 1 });
    const knowing = check([...history, stopped(20)]);
    expect(isSound(knowing)).toBe(false);
    expect(summary(knowing)[1]).toContain('1 unexplained: stopped');
  });

  it.each([
    [
      '"revoked" for what was issued after the lift',
      [...history, used(310, 'revoked', { ...of(after), ...applied(11) })],
    ],
    ['"stopped" where nobody made a stop', [before, used(110, 'stopped')]],
    ['"stopped" before anybody made one', [...history, used(50, 'stopped')]],
  ])('is not content with %s', (_, wrong) => {
    expect(isSound(check(wrong))).toBe(false);
  });

  it('tells a guard that is behind the lift of one stop from one that has heard of the next', () => {
    const next = revoked({ scope: 'stop', tenant: '*', target: '', seq: 30, fromMs: 400, toMs: 500 });
    const live = { ...of(after), ...applied(20) };
    const lagging = used(410, 'stopped', { ...of(after), ...applied(19) });
    expect(isSound(check([...history, next, lagging, used(420, 'active', live)]))).toBe(true);
    const hearing = used(410, 'stopped', live);
    expect(check([...history, next, hearing, used(420, 'active', live)]).cameBack).toHaveLength(1);
    expect(check([...history, next, used(510, 'active', { ...live, ...applied(30) })]).falseActive).toHaveLength(1);
  });
});
