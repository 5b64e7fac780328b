import { type ChainEntry, type SealedEntry } from './chain-entry.js';

/**
 * The select list of a `ChainEntry`: text that no setting of a session (time zone, date style) changes. The time is in seconds
 * since the Unix epoch, exact to the microsecond; a jsonb value has one text, whatever it was written as.
 */
export const chainEntryColumns =
  `id::text, tenant, extract(epoch FROM recorded_at)::text AS "recordedAt", action, outcome, target_type AS "targetType",
   target_id AS "targetId", actor_type AS "actorType", actor_id AS "actorId", actor_chain::text AS "actorChain",
   token_id AS "tokenId", session_id AS "sessionId", ip::text, user_agent AS "userAgent", trace_id AS "traceId",
   details::text` as const;

/** The select list of a `SealedRow`. A seq past what a number holds exactly, which no sealer gave, becomes the last that fits. */
export const sealedRowColumns =
  `${chainEntryColumns}, least(seq, 9007199254740991) AS seq, encode(prev_hash, 'hex') AS "prevHash",
   encode(hash, 'hex') AS hash` as const;

export type SealedRow = ChainEntry & Omit<SealedEntry, 'entry'>;

export function sealedEntryOf(row: SealedRow): SealedEntry {
  const { seq, prevHash, hash } = row;
  return { entry: row, seq, prevHash, hash };
}
