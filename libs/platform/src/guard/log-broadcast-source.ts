import { setTimeout as sleep } from 'node:timers/promises';
import { decodeFeedBatch, type RevocationBatch, type RevocationSource } from '@strongroom/guard';
import { type Broadcast, type BroadcastFollower, type BroadcastReader } from '@strongroom/messaging';

export interface LogBroadcastTerms {
  /** Where the log can be had from any place: snapshots, and what the stream does not hold any more. */
  readonly feed: RevocationSource;
  readonly openReader: (from: number, follower: BroadcastFollower) => Pick<BroadcastReader, 'start' | 'close'>;
}

interface Offer {
  readonly batch: RevocationBatch;
  readonly taken: () => void;
}

/**
 * The revocation log as the broadcast lane brings it to a guard, beside the feed. It begins where the guard stands when it
 * first asks. One batch at a time is handed over, and the lane waits until it has been: nothing is stored up here.
 */
export class LogBroadcastSource implements RevocationSource, BroadcastFollower {
  #reader: Pick<BroadcastReader, 'start' | 'close'> | undefined;
  #offer: Offer | undefined;
  #arrived = Promise.withResolvers<undefined>();
  /** How far the guard has come, by whichever way. */
  #guardAt = 0;
  #joined = false;
  #closed = false;

  constructor(private readonly terms: LogBroadcastTerms) {}

  snapshot(request: { readonly after: number; readonly signal: AbortSignal }): Promise<RevocationBatch> {
    return this.terms.feed.snapshot(request);
  }

  async events({ after, waitMs, signal }: Parameters<RevocationSource['events']>[0]): Promise<RevocationBatch> {
    this.#guardAt = Math.max(this.#guardAt, after);
    this.#begin(after);
    await this.#untilOffered(waitMs, signal);
    const offer = this.#offer;
    if (offer === undefined) return nothingNew(after);
    this.#offer = undefined;
    offer.taken();
    return asAnswer(offer.batch, after);
  }

  apply(broadcast: Broadcast): Promise<void> {
    return this.#handOver(batchOf(broadcast));
  }

  /**
   * The guard has just read everything when it joins; what came since shows as a gap. Later it may have got by the feed what
   * the stream lacks. Only otherwise is the feed asked.
   */
  async catchUp(from: number, signal: AbortSignal): Promise<number> {
    if (!this.#joined || this.#guardAt > from) {
      this.#joined = true;
      return this.#guardAt;
    }
    let after = from;
    for (;;) {
      const page = await this.terms.feed.events({ after, waitMs: 0, report: undefined, signal });
      await this.#handOver(page);
      after = page.through;
      if (page.through >= page.head) return after;
    }
  }

  /** The guard has stopped asking. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#offer?.taken();
    await this.#reader?.close();
  }

  #begin(from: number): void {
    if (this.#reader !== undefined) return;
    this.#reader = this.terms.openReader(from, this);
    this.#reader.start();
  }

  /** Resolves when the guard has taken it. */
  #handOver(batch: RevocationBatch): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((taken) => {
      this.#offer = { batch, taken };
      this.#arrived.resolve(undefined);
    });
  }

  async #untilOffered(waitMs: number, signal: AbortSignal): Promise<void> {
    if (this.#offer !== undefined) return;
    this.#arrived = Promise.withResolvers();
    const over = new AbortController();
    const waited = sleep(waitMs, undefined, { signal: AbortSignal.any([signal, over.signal]) });
    try {
      await Promise.race([this.#arrived.promise, waited]);
    } finally {
      over.abort();
      waited.catch(() => undefined);
    }
  }
}

/**
 * A batch fresh as of the moment since which the revocation service has read the log, less what the sealer's heartbeat was
 * older than that reading. Without such proof it brings its entries, and says nothing about freshness.
 */
function batchOf({ body, readSinceMs }: Broadcast): RevocationBatch {
  const { heartbeat, heldMs: _heldMs, ...batch } = decodeFeedBatch(body);
  if (heartbeat === undefined || readSinceMs === undefined) return batch;
  const ageMs = Math.max(0, batch.databaseNowMs - heartbeat.atMs);
  return { ...batch, heartbeat: { seq: heartbeat.seq, asOfMs: readSinceMs - ageMs } };
}

/**
 * What of `batch` answers a guard that has come to `after`: it may be ahead by the feed. A log that ends before that is older, or
 * was restored; its heartbeat makes nobody fresh.
 */
function asAnswer({ heartbeat, ...batch }: RevocationBatch, after: number): RevocationBatch {
  const through = Math.max(batch.through, after);
  const answer = { ...batch, after: Math.max(batch.after, after), through, head: Math.max(batch.head, through) };
  return heartbeat === undefined || batch.head < after ? answer : { ...answer, heartbeat };
}

function nothingNew(after: number): RevocationBatch {
  return { after, through: after, head: after, entries: [], databaseNowMs: -Infinity };
}
