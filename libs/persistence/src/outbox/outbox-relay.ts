import { Sealer, unsealedChannel, type LogTerms } from '../log/sealer.js';
import { BackgroundLoop, type LoopPass } from '../loop/background-loop.js';
import { type Signals } from '../signals/signals.js';
import { type Database } from '../transaction/database.js';
import { type Transactions } from '../transaction/transactions.js';
import { type OutboxEvent } from './outbox.js';

/** Where events go: the event lane. It resolves when the wire has taken all of them; some may then arrive twice, none is lost. */
export interface EventSink {
  send(batch: readonly OutboxEvent[], signal: AbortSignal): Promise<void>;
}

export interface RelayTerms {
  readonly schema: string;
  readonly everyMs?: number;
  readonly batchMax?: number;
  /** A relay that has not come back from the sink for this long is taken for gone. */
  readonly leaseMs?: number;
  readonly observe?: (pass: LoopPass) => void;
}

/**
 * Sends what the outbox holds, in the order of its log, and deletes what the sink has taken. Sent but not yet deleted when a
 * process dies is sent again: at least once, and consumers tell by the event's id (`Inbox`).
 */
export class OutboxRelay {
  readonly #sealer: Sealer;
  readonly #loop: BackgroundLoop;
  readonly #log: LogTerms;
  readonly #batchMax: number;
  #stopListening: (() => void) | undefined;

  constructor(
    private readonly transactions: Transactions,
    private readonly db: Database,
    private readonly signals: Signals,
    private readonly sink: EventSink,
    terms: RelayTerms,
  ) {
    const { schema, everyMs = 1_000, batchMax = 500, leaseMs = 10_000, observe } = terms;
    this.#batchMax = batchMax;
    this.#log = { schema, table: 'outbox' };
    this.#sealer = new Sealer(transactions, db, signals, { ...this.#log, batchMax, leaseMs });
    this.#loop = new BackgroundLoop({
      name: `${schema}.outbox relay`,
      everyMs,
      deadlineMs: leaseMs / 2,
      pass: (signal) => this.relay(signal),
      ...(observe === undefined ? {} : { observe }),
    });
  }

  start(): void {
    this.#stopListening ??= this.signals.listen(unsealedChannel(this.#log), () => {
      this.#loop.wake();
    });
    this.#loop.start();
  }

  /** Ends after the batch under way; what is left goes out by another replica or after the next start. */
  async stop(): Promise<void> {
    this.#stopListening?.();
    await this.#loop.stop();
    await this.#sealer.release();
  }

  /** One pass: seal, read, send, delete. Nothing is sent while a transaction is open. */
  async relay(signal: AbortSignal): Promise<'more' | 'idle'> {
    const pass = await this.#sealer.seal();
    if (!pass.led) return 'idle';
    const batch = await this.transactions.runAcrossTenants(() => this.#next());
    const last = batch.at(-1);
    if (last === undefined) return 'idle';
    await this.sink.send(batch, signal);
    await this.transactions.runAcrossTenants(() => this.#forget(last.seq));
    return pass.more || batch.length === this.#batchMax ? 'more' : 'idle';
  }

  #next(): Promise<readonly OutboxEvent[]> {
    return this.db.query<OutboxEvent>(
      `SELECT id, seq, tenant, pattern, payload, actor_chain AS "actorChain", trace_id AS "traceId", recorded_at AS "recordedAt"
         FROM ${this.#log.schema}.outbox WHERE seq IS NOT NULL ORDER BY seq LIMIT $1`,
      [this.#batchMax],
    );
  }

  async #forget(seq: number): Promise<void> {
    await this.db.execute(`DELETE FROM ${this.#log.schema}.outbox WHERE seq <= $1`, [seq]);
  }
}
