import type { Cover } from './cover.js';
import type { RevocationScope } from './id128.js';
import { IdTable } from './id-table.js';
import type { AppliedReport, Heartbeat, RevocationBatch, RevocationEntry } from './revocation-source.js';

/** `gap`: entries between what was applied and this batch are missing. `behind`: the log ends before what was applied. */
export type ApplyOutcome = 'applied' | 'gap' | 'behind';

export interface RevocationReplicaOptions {
  /** Milliseconds that never jump. Default `performance.now`. */
  readonly monotonicMs?: () => number;
}

/**
 * One process's copy of the live revocations. Entries are merged by maximum, each scope for itself, so that replays,
 * duplicates and any order do no harm, and nothing but time ever takes one away.
 *
 * No clock of this machine decides how fresh the copy is or what may be dropped: heartbeats are placed on the monotonic
 * clock, and time of day is the database's.
 */
export class RevocationReplica {
  readonly #tokens = new IdTable(false);
  readonly #cutOffs = new IdTable(true);
  /** Those that any cut-off was ever of: names of the others need not be hashed. */
  readonly #cutOffScopes = new Set<RevocationScope>();
  /** The latest cut-off of everything, of whatever kind: what rests on an earlier place is dead. */
  #everythingSeq = 0;
  #stopSeq = 0;
  #liftSeq = 0;
  readonly #monotonicMs: () => number;
  #applied: AppliedReport | undefined;
  #heartbeat: Heartbeat | undefined;
  /** Database time minus monotonic time, at most. */
  #databaseOffsetMs = -Infinity;

  constructor(options: RevocationReplicaOptions = {}) {
    this.#monotonicMs = options.monotonicMs ?? (() => performance.now());
  }

  /** The place in the log up to which everything is known; 0 before the first batch. */
  get appliedSeq(): number {
    return this.#applied?.seq ?? 0;
  }

  get applied(): AppliedReport | undefined {
    return this.#applied;
  }

  /** Live entries held, expired ones included until they are dropped. */
  get entries(): number {
    return this.#tokens.size + this.#cutOffs.size;
  }

  get bytes(): number {
    return this.#tokens.bytes + this.#cutOffs.bytes;
  }

  /**
   * How old the knowledge is, at most: the time since the last heartbeat all of whose entries are applied. Infinity
   * before there was one, so before the bootstrap is complete.
   */
  get stalenessMs(): number {
    return this.#heartbeat ? Math.max(0, this.#monotonicMs() - this.#heartbeat.asOfMs) : Infinity;
  }

  /** The database's time of day now, at most a network delay behind; -Infinity before the first batch. */
  get databaseNowMs(): number {
    return this.#databaseOffsetMs + this.#monotonicMs();
  }

  /** Whether an emergency stop stands: the latest one has not been lifted. While it does, no credential is good. */
  get stopped(): boolean {
    return this.#stopSeq > this.#liftSeq;
  }

  /**
   * Is the credential ended by anything known? By each entry that covers it and is later than what it rests on; its own
   * entry and that of its signing key are always (`coveringOf`).
   */
  revokes({ names, pos }: Cover): boolean {
    if (this.#everythingSeq > pos) return true;
    for (const name of names) {
      if (name.scope === 'token') {
        if (this.#tokens.positionOf(name.id) > 0) return true;
      } else if (this.#cutOffScopes.has(name.scope) && this.#cutOffs.positionOf(name.id) > name.after) return true;
    }
    return false;
  }

  apply(batch: RevocationBatch): ApplyOutcome {
    const nowMs = this.#monotonicMs();
    this.#databaseOffsetMs = Math.max(this.#databaseOffsetMs, batch.databaseNowMs - nowMs);
    const databaseNowS = Math.floor(this.databaseNowMs / 1000);
    if (this.#tokens.size === 0) this.#tokens.reserve(batch.remaining ?? 0, databaseNowS);
    for (const entry of batch.entries) this.#merge(entry, databaseNowS);

    if (batch.after > this.appliedSeq) return 'gap';
    if (batch.head < this.appliedSeq) return 'behind';
    if (batch.through > this.appliedSeq || !this.#applied) this.#applied = { seq: batch.through, appliedAtMs: nowMs };
    this.#hear(batch.heartbeat);
    return 'applied';
  }

  #merge({ scope, id, seq, expiresAtS }: RevocationEntry, databaseNowS: number): void {
    switch (scope) {
      case 'token':
        this.#tokens.merge(id, seq, expiresAtS, databaseNowS);
        return;
      case 'stop':
        this.#stopSeq = Math.max(this.#stopSeq, seq);
        break;
      case 'lift':
        this.#liftSeq = Math.max(this.#liftSeq, seq);
        break;
      case 'global':
        break;
      case 'session':
      case 'family':
      case 'key':
      case 'subject':
      case 'client':
      case 'service':
      case 'tenant':
      case 'signing_key':
        this.#cutOffScopes.add(scope);
        this.#cutOffs.merge(id, seq, expiresAtS, databaseNowS);
        return;
    }
    this.#everythingSeq = Math.max(this.#everythingSeq, seq);
  }

  /** A heartbeat says something only about entries that are here; the next batch brings another. */
  #hear(heartbeat: Heartbeat | undefined): void {
    if (!heartbeat || heartbeat.seq > this.appliedSeq) return;
    if (heartbeat.asOfMs > (this.#heartbeat?.asOfMs ?? -Infinity)) this.#heartbeat = heartbeat;
  }
}
