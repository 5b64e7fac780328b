import { setTimeout as sleep } from 'node:timers/promises';
import type { RevocationReplica } from './revocation-replica.js';
import type { RevocationBatch, RevocationSource } from './revocation-source.js';
import { generationOf } from './sequence.js';

export interface ReplicaFollowerOptions {
  readonly replica: RevocationReplica;
  readonly source: RevocationSource;
  /** How long one read may wait for news: the age of a heartbeat in quiet times. Default 500 ms. */
  readonly waitMs?: number;
  /** How long news may be kept back, where another source is sooner: what it costs is then paid once for many. Default 0. */
  readonly holdMs?: number;
  /** Longest pause after faults; pauses double from 50 ms, with full jitter. Default 2,000 ms. */
  readonly backOffMaxMs?: number;
  /** Told of each fault; the replica goes stale meanwhile, which is what protects the caller. */
  readonly onFault?: (fault: unknown) => void;
}

const BACK_OFF_MIN_MS = 50;

/**
 * Keeps a replica at the head of its source: a snapshot first, unless another source has brought one, then the events
 * behind it. After a gap or when a new generation begins, it reads everything again and merges it into what it has. A log
 * that ends earlier than it did is not believed: asking for what comes after is how its service learns that it was restored.
 */
export class ReplicaFollower {
  readonly #abort = new AbortController();
  readonly #replica: RevocationReplica;
  readonly #source: RevocationSource;
  readonly #waitMs: number;
  readonly #bootstrapped = Promise.withResolvers<undefined>();
  #running: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;
  #reconcile = true;
  #faults = 0;

  constructor(private readonly options: ReplicaFollowerOptions) {
    this.#replica = options.replica;
    this.#source = options.source;
    this.#waitMs = options.waitMs ?? 500;
    this.#bootstrapped.promise.catch(() => undefined);
  }

  /** Faults since the last read that worked. */
  get consecutiveFaults(): number {
    return this.#faults;
  }

  start(): void {
    if (this.#replica.stalenessMs < Infinity) this.#reconcile = false;
    this.#running ??= this.#run();
  }

  /** Resolves once the replica knows everything up to a heartbeat; rejects where the follower is stopped before. */
  get bootstrapped(): Promise<void> {
    return this.#bootstrapped.promise;
  }

  /** Ends the read in flight and waits for the loop. */
  async stop(): Promise<void> {
    this.#abort.abort(new Error('the replica follower was stopped'));
    this.#bootstrapped.reject(this.#abort.signal.reason);
    await Promise.allSettled([this.#running, this.#refreshing]);
  }

  /**
   * Asks the source for its head now, not waiting for news: the synchronous check. Callers at the same time share one
   * read. Rejects where the source does not answer; whether the answer is fresh enough is for the replica to say.
   */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#catchUp().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  async #catchUp(): Promise<void> {
    if (this.#reconcile) {
      await this.#readSnapshot();
      return;
    }
    while (!(await this.#readEvents(0)));
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) await this.#follow().catch((fault: unknown) => this.#backOff(fault));
  }

  async #follow(): Promise<void> {
    if (this.#reconcile) await this.#readSnapshot();
    else await this.#readEvents(this.#waitMs);
    this.#faults = 0;
    if (this.#replica.stalenessMs < Infinity) this.#bootstrapped.resolve(undefined);
  }

  async #backOff(fault: unknown): Promise<void> {
    const { signal } = this.#abort;
    if (signal.aborted) return;
    this.#faults++;
    this.options.onFault?.(fault);
    const longestMs = Math.min(this.options.backOffMaxMs ?? 2_000, BACK_OFF_MIN_MS * 2 ** Math.min(this.#faults, 16));
    await sleep(Math.random() * longestMs, undefined, { signal }).catch(() => undefined);
  }

  async #readSnapshot(): Promise<void> {
    let after = 0;
    for (;;) {
      const page = await this.#source.snapshot({ after, signal: this.#abort.signal });
      if (this.#replica.apply(page) === 'behind') throw endsEarlier(page, this.#replica.appliedSeq);
      if (page.through >= page.head) break;
      after = page.through;
    }
    this.#reconcile = false;
  }

  /** @returns whether the replica is at the head that the source named */
  async #readEvents(waitMs: number): Promise<boolean> {
    const after = this.#replica.appliedSeq;
    const { signal } = this.#abort;
    const { holdMs } = this.options;
    const holding = waitMs > 0 && holdMs !== undefined ? { holdMs } : {};
    const batch = await this.#source.events({ after, waitMs, ...holding, report: this.#replica.applied, signal });
    const outcome = this.#replica.apply(batch);
    // Not where the replica went on meanwhile, by another source: then the log ended where it was asked for, or later.
    if (outcome === 'behind' && batch.head < after) throw endsEarlier(batch, after);
    this.#reconcile ||= outcome === 'gap' || (after > 0 && generationOf(batch.head) !== generationOf(after));
    return this.#reconcile || batch.through >= batch.head;
  }
}

function endsEarlier(batch: RevocationBatch, appliedSeq: number): Error {
  return new Error(
    `the log ends at ${batch.head}, before ${appliedSeq} which this guard has applied: its database was restored`,
  );
}
