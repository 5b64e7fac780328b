import { type Entry } from './history.ts';

/** What a history comes to. Every list names the ids found guilty. */
export interface Verdict {
  readonly calls: number;
  readonly ok: number;
  /** Calls that were refused, by status. */
  readonly refused: Readonly<Record<string, number>>;
  readonly events: number;
  readonly effected: number;
  /** Deliveries beyond the first of an event: allowed, and told. */
  readonly redelivered: number;
  /** Calls without a canonical answer in time, and events that were committed and never had their effect. */
  readonly lost: readonly string[];
  /** Calls whose handler ran twice or that ended twice, and events that had their effect twice. */
  readonly doubled: readonly string[];
  /** Handled though nobody asked for it, or answered OK though it never ran: somebody was believed who should not be. */
  readonly believed: readonly string[];
  readonly unhandled: readonly string[];
  readonly longestAnswerMs: number;
  /** From the end of a fault to the first call from which on all were answered OK; the longest of the run. */
  readonly fullServiceMs: number;
}

/** gRPC's status codes, written out here: the checker shares nothing with what it checks. */
const CANONICAL = new Set(
  (
    'OK CANCELLED INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED RESOURCE_EXHAUSTED ' +
    'FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED'
  ).split(' '),
);

type Of<T extends Entry['type']> = Extract<Entry, { type: T }>;

/** `graceMs`: how much later than its deadline an outcome may be noted, for a machine that is busy. */
export function check(history: readonly Entry[], graceMs = 1_000): Verdict {
  const of = <T extends Entry['type']>(type: T): readonly Of<T>[] =>
    history.filter((entry): entry is Of<T> => entry.type === type);
  const asked = new Map(of('asked').map((entry) => [entry.id, entry]));
  const ended = Map.groupBy(of('ended'), ({ id }) => id);
  const ran = Map.groupBy(of('ran'), ({ id }) => id);
  const committed = new Set(of('committed').map(({ id }) => id));
  const delivered = Map.groupBy(of('delivered'), ({ id }) => id);
  const effected = Map.groupBy(of('effected'), ({ id }) => id);
  const endOf = (id: string): Of<'ended'> | undefined => ended.get(id)?.[0];

  const unanswered = [...asked.values()].filter(({ id, deadlineMs }) => {
    const end = endOf(id);
    return end === undefined || !CANONICAL.has(end.status) || end.atMs > deadlineMs + graceMs;
  });
  const outcomes = [...asked.values()].flatMap(({ id }) => endOf(id)?.status ?? []);
  const refused = Map.groupBy(
    outcomes.filter((status) => status !== 'OK'),
    (status) => status,
  );
  const strangers = [
    ...[...ran.keys(), ...ended.keys()].filter((id) => !asked.has(id)),
    ...[...delivered.keys(), ...effected.keys()].filter((id) => !committed.has(id)),
    ...[...asked.keys()].filter((id) => endOf(id)?.status === 'OK' && !ran.has(id)),
  ];
  return {
    calls: asked.size,
    ok: outcomes.filter((status) => status === 'OK').length,
    refused: Object.fromEntries([...refused].map(([status, all]) => [status, all.length])),
    events: committed.size,
    effected: effected.size,
    redelivered: of('delivered').length - delivered.size,
    lost: [...unanswered.map(({ id }) => id), ...[...committed].filter((id) => !effected.has(id))],
    doubled: [...new Set([ended, ran, effected].flatMap(moreThanOnce))],
    believed: [...new Set(strangers)],
    unhandled: of('unhandled').map(({ what }) => what),
    longestAnswerMs: [...asked.values()].reduce(
      (most, { id, atMs }) => Math.max(most, (endOf(id)?.atMs ?? 0) - atMs),
      0,
    ),
    fullServiceMs: fullService([...asked.values()], endOf, of('fault'), of('mended')),
  };
}

/** Whether nothing that must never happen has happened. */
export function isSound(verdict: Verdict): boolean {
  const { lost, doubled, believed, unhandled } = verdict;
  return [lost, doubled, believed, unhandled].every(({ length }) => length === 0);
}

function moreThanOnce(entries: ReadonlyMap<string, readonly Entry[]>): readonly string[] {
  return [...entries].filter(([, all]) => all.length > 1).map(([id]) => id);
}

function fullService(
  asked: readonly Of<'asked'>[],
  endOf: (id: string) => Of<'ended'> | undefined,
  faults: readonly Of<'fault'>[],
  mended: readonly Of<'mended'>[],
): number {
  const inOrder = asked.toSorted((a, b) => a.atMs - b.atMs);
  const spans = mended.map(({ atMs }) => {
    const untilMs = Math.min(...faults.map((fault) => fault.atMs).filter((faultMs) => faultMs > atMs), Infinity);
    // What was under way when the next fault struck failed because of that one.
    const after = inOrder.filter((call) => call.atMs >= atMs && (endOf(call.id)?.atMs ?? call.deadlineMs) < untilMs);
    const lastFailed = after.findLastIndex(({ id }) => endOf(id)?.status !== 'OK');
    if (lastFailed === -1) return 0;
    // If none was answered after it, service had not come back when the calls, or the span, ended.
    return (after[lastFailed + 1]?.atMs ?? Infinity) - atMs;
  });
  return Math.max(0, ...spans);
}
