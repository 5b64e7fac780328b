import { createHash } from 'node:crypto';

/**
 * An entry as it is hashed: every value as the text that Postgres gives. A `Date` would lose the microseconds of `recordedAt`,
 * and a parsed number the digits past a double, so that an edit of either would not be seen. `expiresAt` is left out: cleanup
 * may extend it.
 */
export interface ChainEntry {
  readonly id: string;
  readonly tenant: string;
  readonly recordedAt: string;
  readonly action: string;
  readonly outcome: string;
  readonly targetType: string;
  readonly targetId: string;
  readonly actorType: string;
  readonly actorId: string;
  readonly actorChain: string;
  readonly tokenId: string | null;
  readonly sessionId: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly traceId: string;
  readonly details: string;
}

/** An entry with its place: `seq` is gap-free from 1 within its tenant, hashes are SHA-256 in lower-case hexadecimal. */
export interface SealedEntry {
  readonly entry: ChainEntry;
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
}

/** What the first entry of every tenant follows. */
export const genesisHash = '0'.repeat(64);

/**
 * The hash of an entry at its place. The values are a JSON array in a fixed order: no two entries have the same bytes, which
 * values put side by side could have.
 */
export function chainHash(prevHash: string, seq: number, entry: ChainEntry): string {
  const bytes = JSON.stringify([
    'strongroom-audit-1',
    prevHash,
    seq,
    entry.id,
    entry.tenant,
    entry.recordedAt,
    entry.action,
    entry.outcome,
    entry.targetType,
    entry.targetId,
    entry.actorType,
    entry.actorId,
    entry.actorChain,
    entry.tokenId,
    entry.sessionId,
    entry.ip,
    entry.userAgent,
    entry.traceId,
    entry.details,
  ]);
  return createHash('sha256').update(bytes).digest('hex');
}
