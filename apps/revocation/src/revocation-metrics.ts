import { Counter, Gauge } from 'prom-client';
import { generationOf } from '@strongroom/guard';
import { type LogState } from './log/log-tail.store.js';

const head = new Gauge({
  name: 'strongroom_revocation_log_head',
  help: 'Last place given out in the revocation log, counted within its generation',
});
const staleness = new Gauge({
  name: 'strongroom_revocation_log_staleness_seconds',
  help: 'Age of the sealer’s last heartbeat, as this replica has read it: what guards can not be fresher than',
});
const unsealed = new Gauge({
  name: 'strongroom_revocation_unsealed',
  help: '1 while a committed revocation waits for its place in the log',
});
const unmarked = new Gauge({
  name: 'strongroom_revocation_unmarked',
  help: 'Places that this replica gave out and that the mark in the secret store does not cover yet',
});
const guards = new Gauge({ name: 'strongroom_revocation_guards', help: 'Guards heard of within the last 7.5 s' });
const auditLag = new Gauge({
  name: 'strongroom_audit_sealing_lag_seconds',
  help: 'Age of the oldest audit entry without a place in its chain, when the last pass of the sealer began; 0 when none waits',
});
const auditKept = new Gauge({
  name: 'strongroom_audit_checkpoints_kept_timestamp_seconds',
  help: 'When this replica last had every audit checkpoint in its file; 0 while it keeps none, or has not yet',
});

const feedRefusals = new Counter({
  name: 'strongroom_revocation_feed_refusals_total',
  help: 'Requests of the feed by callers who proved their name and claimed what they may not: a place that the log does not have, or a name of a guard',
  labelNames: ['claim'],
});

const PLACES_PER_GENERATION = 2 ** 40;

/** What the revocation log owes its operator. */
export const revocationMetrics = {
  log: (state: LogState): void => {
    head.set(state.head % PLACES_PER_GENERATION);
    staleness.set((state.databaseNowMs - (state.heartbeatAtMs ?? 0)) / 1_000);
    unsealed.set(state.unsealed ? 1 : 0);
  },
  auditSealed: (lagMs: number): void => {
    auditLag.set(lagMs / 1_000);
  },
  auditKept: (): void => {
    auditKept.setToCurrentTime();
  },
  unmarked: ({ head, marked }: { readonly head: number; readonly marked: number }): void => {
    const from = generationOf(head) === generationOf(marked) ? marked : head - (head % PLACES_PER_GENERATION);
    unmarked.set(Math.max(0, head - from));
  },
  feedRefused: (claim: 'place' | 'guard'): void => {
    feedRefusals.inc({ claim });
  },
  guards: (live: number): void => {
    guards.set(live);
  },
};
