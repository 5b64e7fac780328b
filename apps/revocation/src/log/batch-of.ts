import { type FeedBatch } from '@strongroom/guard';
import { type ReadState } from './log-tail.js';
import { type SealedEntry } from './log-tail.store.js';

/** What guards are told of a reading: the entries behind `after` up to `through`, or the first `limit` of them. */
export function batchOf(about: {
  readonly after: number;
  readonly through: number;
  readonly limit: number;
  readonly entries: readonly SealedEntry[];
  readonly state: ReadState;
  readonly receivedAtMs: number;
}): FeedBatch {
  const { after, entries, state, receivedAtMs } = about;
  const isWhole = entries.length < about.limit;
  return {
    after,
    through: Math.max(after, isWhole ? about.through : (entries.at(-1)?.seq ?? after)),
    head: state.head,
    ...(state.heartbeatAtMs !== undefined && { heartbeat: { seq: state.head, atMs: state.heartbeatAtMs } }),
    databaseNowMs: state.databaseNowMs,
    heldMs: state.readAtMs - receivedAtMs,
    entries,
  };
}
