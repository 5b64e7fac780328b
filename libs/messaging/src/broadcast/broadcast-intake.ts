import { type MessagingMetrics } from '../metrics.js';
import { type Refusal } from '../refusal.js';
import { type Refusals } from '../refusals.js';
import { type Broadcast, type BroadcastFollower } from './broadcast-follower.js';
import { type BroadcastFrame, decodeBroadcast, isBroadcastSignedBy } from './broadcast-frame.js';
import { type BroadcastKeys } from './broadcast-keys.js';
import { type Probes } from './probes.js';

interface Parts {
  readonly topic: string;
  readonly publisher: string;
  readonly keys: BroadcastKeys;
  readonly follower: BroadcastFollower;
  readonly probes: Pick<Probes, 'sentAtMs' | 'settle'>;
  readonly refusals: Refusals;
  readonly metrics: Pick<MessagingMetrics, 'broadcastGap'>;
}

/** Decides what of a stream is handed on: what the publisher has signed, in order, without a hole. */
export class BroadcastIntake {
  #appliedSeq: number;
  /** Where the last batch of the stream ended; undefined after a catch-up, for the stream may begin anywhere before it. */
  #streamAt: number | undefined;
  #readSinceMs = -Infinity;
  #inGap = false;

  constructor(
    private readonly parts: Parts,
    from: number,
  ) {
    this.#appliedSeq = from;
  }

  get appliedSeq(): number {
    return this.#appliedSeq;
  }

  /** Everything that the publisher had at this moment of the monotonic clock has been applied; -Infinity before any proof. */
  get readSinceMs(): number {
    return this.#readSinceMs;
  }

  /** Rejects as long as the application cannot catch up. */
  async catchUp(signal: AbortSignal): Promise<void> {
    this.#appliedSeq = Math.max(this.#appliedSeq, await this.parts.follower.catchUp(this.#appliedSeq, signal));
    this.#streamAt = undefined;
  }

  /** Rejects where the batch is to be given again: the application could not take it, or not yet. */
  async take(frame: Buffer, signal: AbortSignal): Promise<void> {
    const batch = await this.#open(frame);
    if (typeof batch === 'string') this.parts.refusals.count(batch, `broadcast ${this.parts.topic}`);
    else await this.#takeInOrder(batch, signal);
  }

  async #takeInOrder(batch: BroadcastFrame, signal: AbortSignal): Promise<void> {
    const { after, through } = batch;
    if (after > this.#appliedSeq) await this.#heal(after, signal);
    const readSinceMs = this.parts.probes.sentAtMs(batch.probes);
    const isNews = through > this.#appliedSeq;
    const isProof = readSinceMs !== undefined && after === through && through === this.#appliedSeq;
    if (!isNews && after < through && this.#streamAt !== undefined && after !== this.#streamAt) {
      this.parts.refusals.count('replayed', `broadcast ${this.parts.topic}`);
      return;
    }
    if (isNews || isProof) await this.parts.follower.apply(broadcastOf(batch, readSinceMs));
    this.#appliedSeq = Math.max(this.#appliedSeq, through);
    if (after < through) this.#streamAt = through;
    // A truth that ends before what it once had is not believed.
    if (readSinceMs === undefined || through < this.#appliedSeq) return;
    this.#readSinceMs = Math.max(this.#readSinceMs, readSinceMs);
    this.parts.probes.settle(readSinceMs);
  }

  /** What is missing was trimmed, taken away or never written: the truth has it. */
  async #heal(after: number, signal: AbortSignal): Promise<void> {
    if (!this.#inGap) this.parts.metrics.broadcastGap(this.parts.topic);
    this.#inGap = true;
    await this.catchUp(signal);
    if (after > this.#appliedSeq)
      throw new Error(`catching up led to ${this.#appliedSeq}, and the next broadcast begins behind ${after}`);
    this.#inGap = false;
  }

  async #open(frame: Buffer): Promise<BroadcastFrame | Refusal> {
    const batch = decodeBroadcast(frame);
    if (typeof batch === 'string') return batch;
    if (batch.topic !== this.parts.topic) return 'audience';
    if (batch.publisher !== this.parts.publisher) return 'publisher';
    try {
      const publicKey = await this.parts.keys.byId(batch.keyId);
      if (publicKey === undefined) return 'key';
      return isBroadcastSignedBy(frame, publicKey) ? batch : 'signature';
    } catch {
      // If it was genuine, the next one shows a gap.
      return 'key-lookup';
    }
  }
}

function broadcastOf(batch: BroadcastFrame, readSinceMs: number | undefined): Broadcast {
  const { after, through, issuedAtMs, contentType, body } = batch;
  return { after, through, issuedAtMs, contentType, body, ...(readSinceMs !== undefined && { readSinceMs }) };
}
