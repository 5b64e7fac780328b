import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { generationOf } from '@strongroom/guard';
import { BackgroundLoop } from '@strongroom/persistence';
import { Logger, observeLoop } from '@strongroom/platform';
import { SecretConflict } from '@strongroom/vault';
import { revocationMetrics } from '../revocation-metrics.js';
import { HighWaterMarkStore, type LogEnd, type Mark, type WrittenMark } from './high-water-mark.store.js';
import { RestoredLog } from './restored-log.js';

const EVERY_MS = 1_000;
const DEADLINE_MS = 5_000;
/** Between two writes, so that a flood of revocations is no flood of writes to the secret store. */
const REST_MS = 20;

/**
 * How far the log has come, kept where a backup of the database does not reach. Written after the commit and beside the sealer,
 * by the replica that seals: so it is never ahead of the log, and nobody waits for it. A log that ends below it, or has another
 * entry at its place, was restored.
 */
@Injectable()
export class HighWaterMark implements OnModuleInit, OnApplicationShutdown {
  readonly #loop: BackgroundLoop;
  #mark: WrittenMark = { seq: 0, entryId: '', version: 0 };
  #mustRead = true;
  #sealedUpTo = 0;

  constructor(
    @Inject(HighWaterMarkStore) private readonly store: HighWaterMarkStore,
    @Inject(RestoredLog) private readonly restored: RestoredLog,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    this.#loop = new BackgroundLoop({
      name: 'revocation log mark',
      everyMs: EVERY_MS,
      deadlineMs: DEADLINE_MS,
      pass: (signal) => this.#pass(signal),
      observe: observeLoop({ logger }),
    });
  }

  /** Before anything is sealed or told to guards. A service that cannot read its mark does not start. */
  async onModuleInit(): Promise<void> {
    await this.#compare();
    this.#loop.start();
  }

  /** After the last pass of the sealer, so that an orderly end leaves the mark exact. */
  async onApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
    if (!this.#isDue()) return;
    await this.#advance().catch((error: unknown) => {
      this.logger.warn('the mark of the log is left behind its end', { component: 'revocation log mark', error });
    });
  }

  /** This replica has sealed what there was, and the log ends at `head`: once a pass of the sealer. */
  sealedUpTo(head: number): void {
    this.#sealedUpTo = head;
    this.#measure();
    if (this.#isDue()) this.#loop.wake();
  }

  async #pass(signal: AbortSignal): Promise<'more' | 'idle'> {
    if (!this.#isDue()) return 'idle';
    await this.#advance();
    await pause(REST_MS, undefined, { signal }).catch(() => undefined);
    return this.#isDue() ? 'more' : 'idle';
  }

  async #advance(): Promise<void> {
    const { mark, end } = await this.#compare();
    if (end.seq <= mark.seq) return;
    try {
      this.#mark = await this.store.replace(mark.version, end);
    } catch (error) {
      // Whoever wrote in between may know more, also that this log was restored: what is there is read and compared first.
      this.#mustRead = true;
      if (!(error instanceof SecretConflict)) throw error;
    }
    this.#measure();
  }

  /** The mark is read before the log: what it names was committed then, so a log that lacks it has lost it. */
  async #compare(): Promise<{ mark: WrittenMark; end: LogEnd }> {
    if (this.#mustRead) this.#mark = await this.store.read();
    this.#mustRead = false;
    const mark = this.#mark;
    const end = await this.store.logEnd(mark.seq);
    if (isWithout(end, mark)) await this.restored.goOnAbove(mark.seq);
    return { mark, end };
  }

  #isDue(): boolean {
    return this.#mustRead || this.#mark.seq < this.#sealedUpTo;
  }

  #measure(): void {
    revocationMetrics.unmarked({ head: this.#sealedUpTo, marked: this.#mark.seq });
  }
}

/** Entries may leave the log one day when they are archived, so that none is there proves nothing; another one does. */
function isWithout(end: LogEnd, mark: Mark): boolean {
  if (end.seq < mark.seq) return true;
  const isAnother = end.entryIdThere !== undefined && end.entryIdThere !== mark.entryId;
  // A later generation began by ending everything.
  return isAnother && generationOf(end.seq) === generationOf(mark.seq);
}
