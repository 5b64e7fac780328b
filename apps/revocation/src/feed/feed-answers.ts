import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { fault } from '@strongroom/contracts';
import { generationOf, type FeedBatch } from '@strongroom/guard';
import { batchOf } from '../log/batch-of.js';
import { LogTail, type ReadState } from '../log/log-tail.js';
import { LogTailStore } from '../log/log-tail.store.js';
import { RestoredLog } from '../restored-log/restored-log.js';
import { revocationMetrics } from '../revocation-metrics.js';

/** Several readings of the log: less would take a replica that is a moment behind for a restored database. */
const CATCH_UP_MS = 1_000;
const EVENTS_MAX = 20_000;
const PAGE_MAX = 50_000;
const RETRY_AFTER_MS = 1_000;

/** What the feed answers (docs/feed.md of libs/guard), before it is signed. `receivedAtMs` is on the monotonic clock. */
@Injectable()
export class FeedAnswers {
  constructor(
    @Inject(LogTail) private readonly tail: LogTail,
    @Inject(LogTailStore) private readonly store: LogTailStore,
    @Inject(RestoredLog) private readonly restored: RestoredLog,
  ) {}

  /**
   * The next entries, or none and a fresh heartbeat after `waitMs`. Once there is news the answer is kept back for `holdMs`, and
   * then brings all of it: fifty guards that another way serves sooner would else be answered at the moment at which
   * this process has the news to broadcast.
   *
   * `isOurs`: one of our services asks, whose word is taken for it that the log was once longer (ADR 39). Anybody else's claim,
   * and one that no log of ours can have come to, is refused.
   */
  async events(about: {
    after: number;
    waitMs: number;
    holdMs: number;
    receivedAtMs: number;
    isOurs: boolean;
    signal: AbortSignal;
  }): Promise<FeedBatch> {
    const { after, waitMs, holdMs, receivedAtMs, signal } = about;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(waitMs)]);
    const hasNews = await this.tail.until(() => this.tail.through > after, limit);
    if (hasNews && holdMs > 0) await sleep(holdMs, undefined, { signal }).catch(() => undefined);
    if (this.tail.through < after) await this.#catchUp(about);
    const { state, through } = this.#read();
    const kept = this.tail.entriesAfter(after)?.slice(0, EVENTS_MAX);
    const entries = kept ?? (await this.store.entries({ after, through, limit: EVENTS_MAX }));
    return batchOf({ after, through, limit: EVENTS_MAX, entries, state, receivedAtMs });
  }

  /** Whether this replica has read the log that far. */
  reaches(place: number): boolean {
    return this.tail.through >= place;
  }

  /** The next page of what is still live; where it is the first, also how much there is. */
  async snapshot({ after, receivedAtMs }: { after: number; receivedAtMs: number }): Promise<FeedBatch> {
    const { state, through } = this.#read();
    const entries = await this.store.liveEntries({ after, through, limit: PAGE_MAX });
    const batch = batchOf({ after, through, limit: PAGE_MAX, entries, state, receivedAtMs });
    return after === 0 ? { ...batch, remaining: await this.store.countLive({ after, through }) } : batch;
  }

  /** The guard was ahead with another replica; or it has enforced what is not in the log any more. */
  async #catchUp(about: { after: number; receivedAtMs: number; isOurs: boolean; signal: AbortSignal }) {
    const { after, receivedAtMs, isOurs, signal } = about;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(CATCH_UP_MS)]);
    if (await this.tail.until(() => this.tail.through >= after, limit)) return;
    const { state } = this.tail;
    if (state === undefined || state.readAtMs <= receivedAtMs || state.head >= after) return;
    if (!isOurs) throw refused(after, state.head, 'only a service of the platform may have seen more');
    if (generationOf(after) > generationOf(state.head) + 1) {
      throw refused(after, state.head, 'it may be in that generation or in the next');
    }
    await this.restored.goOnAbove(after);
  }

  #read(): { state: ReadState; through: number } {
    const { state, through } = this.tail;
    if (state !== undefined) return { state, through };
    throw fault('err:platform:unavailable:database', {
      message: 'the revocation log has not been read yet',
      retryAfterMs: RETRY_AFTER_MS,
    });
  }
}

function refused(after: number, head: number, rule: string): Error {
  revocationMetrics.feedRefused('place');
  return fault('err:request:invalid:schema', { message: `after: ${after}, and the log ends at ${head}: ${rule}` });
}
