import type { Id128, RevocationScope } from './id128.js';

export interface RevocationEntry {
  readonly seq: number;
  readonly scope: RevocationScope;
  readonly id: Id128;
  /** Until when the entry must be kept, seconds since the Unix epoch by the database's clock. */
  readonly expiresAtS: number;
}

/** "Everything committed before the instant `asOfMs` has a place in the log at or before `seq`." */
export interface Heartbeat {
  readonly seq: number;
  /** On the guard's monotonic clock, never later than the instant meant. */
  readonly asOfMs: number;
}

/** A piece of the log: all entries that are still live with a place after `after`, up to and including `through`. */
export interface RevocationBatch {
  readonly after: number;
  readonly through: number;
  /** The last place given out when the batch was made; `through < head` means there is more to read. */
  readonly head: number;
  /** A snapshot page says how many live entries follow `after`, its own included, so that room can be made at once. */
  readonly remaining?: number;
  readonly entries: readonly RevocationEntry[];
  /** Absent as long as the log's writer has never run. */
  readonly heartbeat?: Heartbeat;
  /** The database's time when the batch was made, milliseconds since the Unix epoch. */
  readonly databaseNowMs: number;
}

/** What a guard tells the service about itself with each read, so that the service can show where a revocation is enforced. */
export interface AppliedReport {
  readonly seq: number;
  /** When `seq` had been applied, on the guard's monotonic clock. */
  readonly appliedAtMs: number;
}

/**
 * Where a guard learns of revocations. Both methods reject where the source cannot be reached or cannot be believed; a
 * batch that was given is authentic.
 */
export interface RevocationSource {
  /** The next page of all live entries; pages are large and come at once. */
  snapshot(request: { readonly after: number; readonly signal: AbortSignal }): Promise<RevocationBatch>;
  /** The next entries; waits up to `waitMs` where there are none, and then gives an empty batch with a fresh heartbeat. */
  events(request: {
    readonly after: number;
    readonly waitMs: number;
    /** How long the answer may be kept back once there is news. Default 0. */
    readonly holdMs?: number;
    readonly report: AppliedReport | undefined;
    readonly signal: AbortSignal;
  }): Promise<RevocationBatch>;
}
