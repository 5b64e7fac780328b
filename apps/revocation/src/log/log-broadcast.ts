import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { revocationLogBroadcast } from '@strongroom/contracts';
import { encodeFeedBatch } from '@strongroom/guard';
import { BroadcastPublisher } from '@strongroom/messaging';
import { BackgroundLoop } from '@strongroom/persistence';
import { AnswerSigner, Logger, observeLoop, REDIS_ADDRESS, type RedisAddress } from '@strongroom/platform';
import { RestoredLog } from '../restored-log/restored-log.js';
import { batchOf } from './batch-of.js';
import { LogTailStore } from './log-tail.store.js';

/** The sealer's passes wake it; this is for what a failed pass left behind. */
const EVERY_MS = 1_000;
const DEADLINE_MS = 5_000;
/** 64 KiB, so that a full stream stays within 64 MiB. */
const ENTRIES_MAX = 2_000;

/**
 * Publishes the log over Redis, beside the feed: what is committed and has its place, from where the stream ends. The replica
 * that seals does it. One that has been overtaken and wakes up can say nothing that is not in the log, and appends only behind
 * what it knows to be the last: so it repeats nothing and leaves nothing out.
 */
@Injectable()
export class LogBroadcast implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #publisher: BroadcastPublisher;
  readonly #loop: BackgroundLoop;
  #isDue = false;
  /** Where to go on when Redis has forgotten. */
  #publishedSeq: number | undefined;

  constructor(
    @Inject(REDIS_ADDRESS) redis: RedisAddress,
    @Inject(AnswerSigner) feedSigner: AnswerSigner,
    @Inject(LogTailStore) private readonly store: LogTailStore,
    @Inject(RestoredLog) private readonly restored: RestoredLog,
    @Inject(Logger) logger: Logger,
  ) {
    const { pattern: topic, publisher: service } = revocationLogBroadcast;
    const signer = { current: () => feedSigner.key() };
    this.#publisher = new BroadcastPublisher({ ...redis, service, topic, signer });
    this.#loop = new BackgroundLoop({
      name: 'revocation log broadcast',
      everyMs: EVERY_MS,
      deadlineMs: DEADLINE_MS,
      pass: () => this.#pass(),
      observe: observeLoop({ logger }),
    });
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
    this.#publisher.close();
  }

  /** This replica has sealed what there was: once a pass of the sealer. */
  publishSealed(): void {
    this.#isDue = true;
    this.#loop.wake();
  }

  async #pass(): Promise<'more' | 'idle'> {
    if (!this.#isDue) return 'idle';
    const outcome = await this.#publish();
    this.#isDue = outcome === 'more';
    return outcome;
  }

  async #publish(): Promise<'more' | 'idle'> {
    const probes = await this.#publisher.takeProbes();
    const end = await this.#publisher.end();
    const from = end ?? this.#publishedSeq;
    const { state, entries } = await this.store.read({
      ...(from !== undefined && { after: from }),
      limit: ENTRIES_MAX,
    });
    if (from !== undefined && state.head < from) {
      await this.restored.goOnAbove(from);
      return 'more';
    }
    const reading = { state: { ...state, readAtMs: 0 }, receivedAtMs: 0 };
    const batch = batchOf({ after: from ?? state.head, through: state.head, limit: ENTRIES_MAX, entries, ...reading });
    const { after, through } = batch;
    const isWhole = through === state.head;
    if (after === through && probes.length === 0 && end !== undefined) return 'idle';
    const proof = isWhole ? { probes } : {};
    const outcome = await this.#publisher.publish({ after, through, body: encodeFeedBatch(batch), ...proof });
    if (outcome === 'published') this.#publishedSeq = through;
    return outcome === 'published' && isWhole ? 'idle' : 'more';
  }
}
