import { Lease } from '../lease/lease.js';
import { BackgroundLoop, type LoopPass } from '../loop/background-loop.js';
import { type Signals } from '../signals/signals.js';
import { type Database } from '../transaction/database.js';
import { type Transactions } from '../transaction/transactions.js';
import { logPosition } from './log-position.js';

export interface LogTerms {
  /** Schema that holds the log's table, `log_head` and `lease`. */
  readonly schema: string;
  /** Table of the entries: `id uuid`, `seq bigint` (null until sealed), `recorded_at timestamptz DEFAULT clock_timestamp()`. */
  readonly table: string;
}

export interface SealerTerms extends LogTerms {
  /** The longest pause between two passes, and so between two heartbeats. */
  readonly everyMs?: number;
  readonly batchMax?: number;
  readonly leaseMs?: number;
  /** Called after each pass that this process led. */
  readonly onSealed?: (state: LogState) => void;
  readonly observe?: (pass: LoopPass) => void;
}

export interface LogState {
  /** Position of the last sealed entry. */
  readonly head: number;
  /** Everything committed before this moment of the database's clock has a position up to `head`. */
  readonly heartbeatAt: Date;
  /** Rises whenever another process becomes the writer. */
  readonly fence: number;
}

export type SealPass =
  { readonly led: false } | ({ readonly led: true; readonly sealed: number; readonly more: boolean } & LogState);

/** The lease, in the schema's table of them, that a log's writer holds. */
export function sealerLease({ table }: LogTerms): string {
  return `${table} sealer`;
}

/** Rung (see `Signals`) by whoever committed an entry. */
export function unsealedChannel({ schema, table }: LogTerms): string {
  return `${schema}.${table} unsealed`;
}

/** Rung by the sealer when entries have their place; the payload is the new head. */
export function sealedChannel({ schema, table }: LogTerms): string {
  return `${schema}.${table} sealed`;
}

/**
 * Gives the committed entries of a log their place in it: gap-free, by one writer at a time, and so that an entry which was
 * committed before another was written comes before it. Business transactions insert with `seq` null and never wait here.
 *
 * The heartbeat is the database's clock read *before* the scan. Read after it, or taken from a timer, it would call a reader
 * fresh while an entry committed in between still has no place.
 *
 * Any number of processes may run one; the lease decides who writes. `start` begins the loop, `stop` drains it and hands over.
 */
export class Sealer {
  readonly #lease: Lease;
  readonly #loop: BackgroundLoop;
  readonly #batchMax: number;
  #stopListening: (() => void) | undefined;

  constructor(
    private readonly transactions: Transactions,
    private readonly db: Database,
    private readonly signals: Signals,
    private readonly terms: SealerTerms,
  ) {
    const { schema, table, everyMs = 250, leaseMs = 5_000, batchMax = 5_000 } = terms;
    this.#batchMax = batchMax;
    this.#lease = new Lease(db, { table: `${schema}.lease`, name: sealerLease(terms), ttlMs: leaseMs });
    this.#loop = new BackgroundLoop({
      name: `${schema}.${table} sealer`,
      everyMs,
      deadlineMs: leaseMs,
      pass: async () => {
        const pass = await this.seal();
        return pass.led && pass.more ? 'more' : 'idle';
      },
      ...(terms.observe === undefined ? {} : { observe: terms.observe }),
    });
  }

  start(): void {
    this.#stopListening ??= this.signals.listen(unsealedChannel(this.terms), () => {
      this.#loop.wake();
    });
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#stopListening?.();
    await this.#loop.stop();
    await this.release();
  }

  /** One pass: seals up to `batchMax` entries, if this process is or becomes the writer. */
  async seal(): Promise<SealPass> {
    const pass = await this.transactions.runAcrossTenants(() => this.#sealInTransaction());
    if (pass.led) this.terms.onSealed?.(pass);
    return pass;
  }

  async release(): Promise<void> {
    await this.transactions.runAcrossTenants(() => this.#lease.release());
  }

  async #sealInTransaction(): Promise<SealPass> {
    const held = await this.#lease.hold();
    if (held === undefined) return { led: false };
    const { schema, table } = this.terms;
    const [state] = await this.db.query<{ generation: number; n: number; sealed: number; heartbeatAt: Date }>(
      `WITH unsealed AS MATERIALIZED (
         SELECT id, recorded_at FROM ${schema}.${table} WHERE seq IS NULL
          ORDER BY recorded_at, id LIMIT $4 FOR UPDATE
       ), placed AS (
         SELECT id, row_number() OVER (ORDER BY recorded_at, id) AS place FROM unsealed
       ), head AS (
         SELECT generation * 1099511627776 + n AS position FROM ${schema}.log_head WHERE log = $1
       ), sealed AS (
         UPDATE ${schema}.${table} AS entry SET seq = head.position + placed.place
           FROM placed, head WHERE entry.id = placed.id RETURNING 1
       ), counted AS (
         SELECT count(*) AS sealed FROM sealed
       )
       UPDATE ${schema}.log_head
          SET n = n + counted.sealed, fence = $2,
              heartbeat_at = CASE WHEN counted.sealed < $4 THEN $3::timestamptz ELSE heartbeat_at END
         FROM counted
        WHERE log = $1 AND fence <= $2
       RETURNING generation, n, counted.sealed, greatest(heartbeat_at, timestamptz 'epoch') AS "heartbeatAt",
                 CASE WHEN counted.sealed > 0 THEN pg_notify($5, (generation * 1099511627776 + n)::text) END`,
      [table, held.fence, held.nowText, this.#batchMax, sealedChannel(this.terms)],
    );
    if (state === undefined) throw new Error(`log ${schema}.${table} has no head, or a writer with a higher fence`);
    const head = logPosition(state.generation, state.n);
    const { sealed, heartbeatAt } = state;
    return { led: true, head, heartbeatAt, fence: held.fence, sealed, more: sealed === this.#batchMax };
  }
}
