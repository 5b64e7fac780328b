import { describe, expect, it } from '@jest/globals';
import { propagationOf, type HeardGuard } from './propagation.js';

const at = (ms: number): Date => new Date(Date.UTC(2026, 0, 1) + ms);
const SEALED = { seq: 10, sealedAt: at(0), askedAt: at(2_000) };

function heard(about: Partial<HeardGuard> = {}): HeardGuard {
  const times = { firstSeenAt: at(-60_000), lastSeenAt: at(1_900), appliedAt: at(41) };
  return { guard: 'gateway-1', service: 'gateway', appliedSeq: 10, ...times, ...about };
}

const about = (...guards: HeardGuard[]) => propagationOf({ ...SEALED, guards });

describe('propagationOf', () => {
  it('says that all enforce it, and when the last one began', () => {
    expect(about(heard(), heard({ guard: 'gateway-2', appliedAt: at(7) }))).toMatchObject({
      ...{ enforced: 2, live: 2, enforced_everywhere_after_ms: 41 },
      guards: [{ enforced_after_ms: 41 }, { enforced_after_ms: 7 }],
    });
  });

  it('says nothing of everywhere as long as one live guard is behind', () => {
    expect(about(heard(), heard({ appliedSeq: 9, appliedAt: null }))).toMatchObject({
      ...{ enforced: 1, live: 2, enforced_everywhere_after_ms: null },
      guards: [{ state: 'enforcing' }, { state: 'behind', enforced_after_ms: null }],
    });
  });

  it('says nothing of everywhere when nobody lives', () => {
    expect(about()).toMatchObject({ enforced: 0, live: 0, enforced_everywhere_after_ms: null });
  });

  it('counts a guard neither as live nor as enforcing once it has been silent for more than 7.5 s', () => {
    expect(about(heard({ lastSeenAt: at(-5_500) })).live).toBe(1);
    expect(about(heard({ lastSeenAt: at(-5_501) }))).toMatchObject({
      ...{ enforced: 0, live: 0 },
      guards: [{ state: 'gone' }],
    });
  });

  it('says how long each has been silent', () => {
    expect(about(heard({ lastSeenAt: at(-6_000) })).guards).toMatchObject([{ silent_ms: 8_000, state: 'gone' }]);
  });

  it('measures nothing for a guard that came after the revocation, or whose report is not kept any more', () => {
    expect(about(heard({ firstSeenAt: at(500), appliedAt: at(600) }), heard({ appliedAt: null }))).toMatchObject({
      ...{ enforced: 2, live: 2, enforced_everywhere_after_ms: 0 },
      guards: [{ enforced_after_ms: null }, { enforced_after_ms: null }],
    });
  });

  it('never says that anybody enforced it before it was sealed', () => {
    expect(about(heard({ appliedAt: at(-3) })).enforced_everywhere_after_ms).toBe(0);
  });
});
