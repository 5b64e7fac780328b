import { type Output, type showPropagation } from '@strongroom/contracts';
import { GONE_AFTER_MS } from '../guards/gone.js';

/** A guard as it was last heard of. */
export interface HeardGuard {
  readonly guard: string;
  readonly service: string;
  readonly appliedSeq: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** When it first reported that it had come so far; null where that report is not kept any more, or there is none. */
  readonly appliedAt: Date | null;
}

export interface PropagationFacts {
  readonly seq: number;
  readonly sealedAt: Date;
  /** The database's time of the question. */
  readonly askedAt: Date;
  readonly guards: readonly HeardGuard[];
}

type Propagation = Output<typeof showPropagation>;
type GuardState = Propagation['guards'][number];

/** What the operator is told: who enforces it, since when, and of whom that cannot be said. */
export function propagationOf({ seq, sealedAt, askedAt, guards }: PropagationFacts): Propagation {
  const states = guards.map((guard) => stateOf(guard, { seq, sealedAt, askedAt }));
  const live = states.filter(({ state }) => state !== 'gone');
  const enforcing = live.filter(({ state }) => state === 'enforcing');
  const afterMs = enforcing.flatMap(({ enforced_after_ms: ms }) => (ms === null ? [] : [ms]));
  return {
    seq,
    sealed_at: sealedAt.toISOString(),
    enforced: enforcing.length,
    live: live.length,
    enforced_everywhere_after_ms: live.length > 0 && enforcing.length === live.length ? Math.max(0, ...afterMs) : null,
    guards: states,
  };
}

function stateOf(guard: HeardGuard, { seq, sealedAt, askedAt }: Omit<PropagationFacts, 'guards'>): GuardState {
  const silentMs = Math.max(0, askedAt.getTime() - guard.lastSeenAt.getTime());
  const isGone = silentMs > GONE_AFTER_MS;
  const hasIt = guard.appliedSeq >= seq;
  // A guard that came later has enforced it from its first verdict: there is nothing to measure.
  const wasThere = guard.firstSeenAt <= sealedAt;
  const measured = hasIt && wasThere && guard.appliedAt !== null;
  return {
    guard: guard.guard,
    service: guard.service,
    state: isGone ? 'gone' : hasIt ? 'enforcing' : 'behind',
    enforced_after_ms: measured ? Math.max(0, guard.appliedAt.getTime() - sealedAt.getTime()) : null,
    silent_ms: silentMs,
    last_seen_at: guard.lastSeenAt.toISOString(),
  };
}
