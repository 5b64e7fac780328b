import { type Entry, type Policy, type Token } from './history.ts';

type Of<T extends Entry['type']> = Extract<Entry, { type: T }>;
type Use = Of<'used'>;
type Revocation = Of<'revoked'>;

/** How old the knowledge of a guard may be, by policy. Written out: the checker shares nothing with what it checks. */
const BOUND_MS: Readonly<Record<Policy, number>> = { strict: 1_000, bounded: 5_000, open: Infinity };

/** The age of the knowledge of a guard whose bootstrap is not complete. */
const NOTHING_KNOWN_MS = Number.MAX_SAFE_INTEGER;

/** What a history comes to. */
export interface Verdict {
  readonly uses: number;
  /** Uses of tokens that a returned revocation covers, or that some guard has refused as revoked. */
  readonly usesOfDead: number;
  /** P1: the promise of revoke() was broken. One line each. */
  readonly falseActive: readonly string[];
  /** P2: refused as revoked, and active again. One line each. */
  readonly cameBack: readonly string[];
  /** Active after revoke() had returned, by a guard whose knowledge was older than that return: allowed within the bound, and told. */
  readonly withinBound: number;
  readonly longestWithinBoundMs: number;
  /** The same under `open`, which has no bound: not within any, and in no figure of one. */
  readonly lateOnOpen: number;
  readonly usesOfLive: number;
  /** Uses of tokens that nothing covers and that were refused, by reason. */
  readonly withoutCause: Readonly<Record<string, number>>;
}

/**
 * Whether a revocation ends a token; the place counts for every scope but those that end for good. A stop ends what rests on
 * any place before its lift, be it later than the stop's own.
 */
export function covers(revocation: Revocation, token: Token, lifts: readonly Revocation[] = []): boolean {
  const { scope, target, tenant, seq } = revocation;
  const isLater = seq === undefined || seq > token.pos;
  const isOurs = tenant === token.tenant;
  switch (scope) {
    case 'token':
      return isOurs && target === token.jti;
    case 'signing_key':
      return target === token.signingKey;
    case 'global':
    case 'lift':
      return isLater;
    case 'stop':
      return liftedAt(revocation, lifts) > token.pos;
    case 'tenant':
      return isLater && target === token.tenant;
    case 'subject':
    case 'client':
    case 'session':
    case 'family':
    case 'key':
      return isLater && isOurs && target === token[scope];
    case 'service':
      return isLater && isOurs && token.services.includes(target);
    default:
      throw new Error(`the checker knows no scope ${scope}`);
  }
}

/** The place from which on life goes on; Infinity where nobody knows that the stop was lifted. */
function liftedAt({ seq: stop }: Revocation, lifts: readonly Revocation[]): number {
  return lifts.find(({ target }) => stop !== undefined && target === String(stop))?.seq ?? Infinity;
}

export function check(history: readonly Entry[]): Verdict {
  const of = <T extends Entry['type']>(type: T): readonly Of<T>[] =>
    history.filter((entry): entry is Of<T> => entry.type === type);
  const revocations = of('revoked');
  const stops = revocations.filter(({ scope }) => scope === 'stop');
  const lifts = revocations.filter(({ scope }) => scope === 'lift');
  const restored = of('restored');
  const uses = of('used');
  const minted = new Map(of('minted').map((entry) => [entry.token.jti, entry]));
  const covering = new Map(
    [...minted].map(([jti, { token }]) => [jti, revocations.filter((each) => covers(each, token, lifts))]),
  );
  const coveringOf = ({ jti }: Use): readonly Revocation[] => covering.get(jti) ?? [];
  /** "Stopped" by a stop that does not end the token: the guard had not applied its lift when it was asked. */
  const isBehindLift = (use: Use): boolean =>
    stops.some(
      (stop) => stop.fromMs <= use.toMs && liftedAt(stop, lifts) > use.appliedSeq && !coveringOf(use).includes(stop),
    );
  const isStoppedForGood = (use: Use): boolean =>
    coveringOf(use).some(({ scope, fromMs }) => scope === 'stop' && fromMs <= use.toMs) && !isBehindLift(use);
  const refusals = Map.groupBy(
    uses.filter((use) => use.answer === 'revoked' || (use.answer === 'stopped' && isStoppedForGood(use))),
    ({ jti }) => jti,
  );
  const falseActive: string[] = [];
  const cameBack: string[] = [];
  const withoutCause: Record<string, number> = {};
  const late: number[] = [];
  let lateOnOpen = 0;
  let usesOfDead = 0;
  let usesOfLive = 0;
  for (const use of uses) {
    const mint = minted.get(use.jti);
    if (mint === undefined) throw new Error(`${use.guard} was asked about ${use.jti}, which nobody minted`);
    const all = coveringOf(use);
    const returned = all.filter(({ outcome, toMs }) => outcome === 'sealed' && toMs < use.fromMs);
    const refusedBefore = (refusals.get(use.jti) ?? []).filter(({ toMs }) => toMs < use.fromMs);
    if (returned.length > 0 || refusedBefore.length > 0) {
      usesOfDead += 1;
      if (use.answer !== 'active') continue;
      const broken = returned.filter((revocation) => breaks(revocation, use));
      const again = refusedBefore.filter(
        ({ guard, toMs }) => guard === use.guard || use.fromMs - toMs > BOUND_MS[use.policy],
      );
      if (broken.length > 0) falseActive.push(`${told(use)}, revoked by ${broken.map(({ scope }) => scope).join()}`);
      if (again.length > 0) cameBack.push(`${told(use)}, refused before by ${again.map(({ guard }) => guard).join()}`);
      if (broken.length > 0 || returned.length === 0) continue;
      if (use.policy === 'open') lateOnOpen += 1;
      else late.push(use.fromMs - Math.min(...returned.map(({ toMs }) => toMs)));
      continue;
    }
    // What was under way may have come first or not: either answer is right.
    if (all.some(({ fromMs }) => fromMs <= use.toMs)) continue;
    usesOfLive += 1;
    if (use.answer === 'active') continue;
    const isCutOff = restored.some(({ atMs }) => atMs >= mint.atMs && atMs <= use.toMs);
    const reason = reasonOf(use, isCutOff, isBehindLift(use));
    withoutCause[reason] = (withoutCause[reason] ?? 0) + 1;
  }
  return {
    ...{ uses: uses.length, usesOfDead, falseActive, cameBack, usesOfLive, withoutCause },
    withinBound: late.length,
    longestWithinBoundMs: late.reduce((most, ms) => Math.max(most, ms), 0),
    lateOnOpen,
  };
}

/**
 * Whether "active" was false: the guard had applied the revocation, or by its own measure knew everything up to a moment
 * after the return, or the bound had passed, whatever the guard measured.
 */
function breaks({ seq, toMs }: Revocation, use: Use): boolean {
  const knewUntilMs = use.toMs - use.stalenessMs;
  const hadApplied = seq !== undefined && use.appliedSeq >= seq;
  return hadApplied || knewUntilMs > toMs || use.fromMs - toMs > BOUND_MS[use.policy];
}

/** A refusal that the checker cannot explain; it makes a history unsound. */
const UNEXPLAINED = 'unexplained';

function reasonOf({ answer, policy, stalenessMs }: Use, isCutOff: boolean, isBehindLift: boolean): string {
  const mayAsk = policy !== 'open' || stalenessMs >= NOTHING_KNOWN_MS;
  if (answer === 'unavailable') return mayAsk ? 'nobody could say (503)' : `${UNEXPLAINED}: ${answer} on open`;
  if (answer === 'stopped' && isBehindLift) return 'the lift not applied yet';
  return answer === 'revoked' && isCutOff ? 'cut off by the restore' : `${UNEXPLAINED}: ${answer}`;
}

function told({ guard, jti, policy, fromMs }: Use): string {
  return `${jti} active at ${fromMs.toFixed(1)} ms on ${guard} (${policy})`;
}

/** Whether nothing that must never happen has happened. */
export function isSound({ falseActive, cameBack, withoutCause }: Verdict): boolean {
  const isExplained = !Object.keys(withoutCause).some((reason) => reason.startsWith(UNEXPLAINED));
  return falseActive.length === 0 && cameBack.length === 0 && isExplained;
}

/** The two lines by which a run is judged. */
export function summary(verdict: Verdict): readonly string[] {
  const { falseActive, cameBack, usesOfDead, usesOfLive, withoutCause } = verdict;
  const refused = Object.values(withoutCause).reduce((sum, count) => sum + count, 0);
  const reasons = Object.entries(withoutCause).map(([reason, count]) => `${count} ${reason}`);
  return [
    `revoked -> active: ${new Set([...falseActive, ...cameBack]).size} of ${usesOfDead}`,
    `active -> refused without cause: ${refused} of ${usesOfLive}${reasons.length > 0 ? ` (${reasons.join(', ')})` : ''}`,
  ];
}
