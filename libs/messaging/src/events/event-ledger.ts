import { type LoggerService } from '@nestjs/common';
import { type Redis } from 'ioredis';
import { type CallErrorShape } from '../call-error.js';
import { Coalescer } from '../redis/coalescer.js';
import { buryEvent, claimEvents, retireConsumer, settleEvents } from '../redis/scripts.js';
import { claimedEntries, FRAME_FIELD, type StreamEntry } from './stream-entry.js';

/** Where a consumer stands in its service's stream. */
export interface StreamPlace {
  readonly stream: string;
  readonly deadLetters: string;
  readonly group: string;
  readonly consumer: string;
}

/**
 * What becomes of the entries of a stream, as Redis remembers it. Nothing here rejects: an entry whose fate could not be
 * written down stays pending, and is delivered again.
 */
export class EventLedger {
  readonly #done = new Coalescer<{ readonly entryId: string; readonly written: () => void }>(
    (entries) => void this.#settle(entries),
  );

  constructor(
    private readonly redis: Redis,
    private readonly place: StreamPlace,
    private readonly claimAfterMs: number,
    private readonly logger: Pick<LoggerService, 'error'>,
  ) {}

  /** Resolves when Redis knows that the entry is done with. */
  done(entryId: string): Promise<void> {
    return new Promise((written) => {
      this.#done.add({ entryId, written });
    });
  }

  /**
   * Has the entry taken over in `delayMs`, by whoever looks first: it is given the idle time at which only that much is
   * missing. So waiting costs no memory, and outlives this process.
   */
  async retryIn(entryId: string, delayMs: number): Promise<void> {
    const idleMs = Math.max(0, Math.round(this.claimAfterMs - delayMs));
    await this.#attempt('putting off an event', () => this.#claim([entryId], ['IDLE', idleMs]));
  }

  /** Says that the entries are still being worked on. */
  async stillAtWork(entryIds: readonly string[]): Promise<void> {
    if (entryIds.length === 0) return;
    await this.#attempt('the heart-beat of events', () => this.#claim(entryIds, []));
  }

  /** Moves the entry to the dead letters with the reason. */
  async bury({ entryId, frame, attempt }: StreamEntry, reason: CallErrorShape, kept: number): Promise<void> {
    const { stream, deadLetters, group } = this.place;
    const { status, code = '', message } = reason;
    const letter = [
      ...[FRAME_FIELD, frame, 'status', status, 'code', code, 'message', message],
      ...['attempts', attempt, 'entry', entryId, 'buriedMs', Date.now()],
    ];
    await this.#attempt('burying an event', () =>
      buryEvent.run(this.redis, [stream, deadLetters], [group, entryId, kept, ...letter]),
    );
  }

  /** Takes over entries that nobody has been working on, at most `most`. Rejects if Redis does. */
  async takeOver(most: number): Promise<readonly StreamEntry[]> {
    const { stream, group, consumer } = this.place;
    return claimedEntries(await claimEvents.run(this.redis, [stream], [group, consumer, this.claimAfterMs, most]));
  }

  /** Takes the consumer's name off the group, unless entries are pending under it. */
  async retire(): Promise<void> {
    const { stream, group, consumer } = this.place;
    await this.#attempt('leaving the group', () => retireConsumer.run(this.redis, [stream], [group, consumer]));
  }

  /** JUSTID: without it, saying that an entry is being worked on would count as a delivery. */
  #claim(entryIds: readonly string[], options: readonly (string | number)[]): Promise<unknown> {
    const { stream, group, consumer } = this.place;
    return this.redis.call('XCLAIM', stream, group, consumer, 0, ...entryIds, ...options, 'JUSTID');
  }

  async #settle(entries: readonly { readonly entryId: string; readonly written: () => void }[]): Promise<void> {
    const ids = entries.map(({ entryId }) => entryId);
    await this.#attempt('acknowledging events', () =>
      settleEvents.run(this.redis, [this.place.stream], [this.place.group, ...ids]),
    );
    for (const { written } of entries) written();
  }

  async #attempt(what: string, write: () => Promise<unknown>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.logger.error(`${what} failed: ${String(error)}`);
    }
  }
}
