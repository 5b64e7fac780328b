import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Redis } from 'ioredis';
import { CallError } from '../call-error.js';
import { Seal } from '../envelope/seal.js';
import { closeConnection, openConnection } from '../redis/connection.js';
import { FirstContact } from '../redis/first-contact.js';
import { KeyNames } from '../redis/key-names.js';
import { requeueLetters } from '../redis/scripts.js';
import { type Refusal } from '../refusal.js';
import { type WireOptions } from '../wire-options.js';
import { type DeadLetter, openLetter } from './dead-letter.js';
import { DEFAULT_STREAM_LENGTH_MAX } from './event-appender.js';
import { rangeEntries } from './stream-entry.js';

export interface DeadLettersOptions extends WireOptions {
  /** Most unhandled events that the service's stream may hold; nothing is put back beyond it. Default 1,000,000. */
  readonly streamLengthMax?: number;
}

/** What became of each letter that was to be put back; none is in two of these. */
export interface Requeued {
  readonly moved: readonly string[];
  /** They stay where they are: their consumer would refuse them. */
  readonly refused: readonly { readonly id: string; readonly refusal: Refusal }[];
  /** They stay where they are: the consumer has too many events waiting. */
  readonly full: readonly string[];
  /** There is no such letter, or no longer. */
  readonly gone: readonly string[];
}

/** A letter may hold 4 MiB; so many of them are in memory at once. */
const READ_AT_ONCE = 32;
const WRITE_AT_ONCE = 256;

/**
 * The events of this service that no attempt brought to a good end. Acting on one twice does no harm: the second time it is
 * gone.
 *
 * All methods throw `CallError` UNAVAILABLE when Redis cannot be reached; what was under way may have been done then.
 */
export class DeadLetters implements OnApplicationShutdown {
  readonly #redis: Redis;
  readonly #contact: FirstContact;
  readonly #seal: Seal;
  readonly #letters: string;
  readonly #stream: string;
  readonly #streamLengthMax: number;

  constructor(options: DeadLettersOptions) {
    const names = new KeyNames(options.prefix);
    this.#redis = openConnection(options.redis, 'commands', new Logger(DeadLetters.name));
    this.#contact = new FirstContact([this.#redis]);
    this.#seal = new Seal(options.service, options.keys);
    this.#letters = names.deadLetters(options.service);
    this.#stream = names.events(options.service);
    this.#streamLengthMax = options.streamLengthMax ?? DEFAULT_STREAM_LENGTH_MAX;
  }

  /** The id of the newest letter; undefined if there is none. */
  async newest(): Promise<string | undefined> {
    const answer = await this.#ask(() => this.#redis.xrevrangeBuffer(this.#letters, '+', '-', 'COUNT', 1));
    return rangeEntries(answer)[0]?.id;
  }

  /** The letters after `after` up to `upTo`, oldest first; ids of `newest` and of letters. What is buried meanwhile is not among them. */
  async *read({ after, upTo }: { readonly after?: string; readonly upTo?: string } = {}): AsyncGenerator<DeadLetter> {
    const last = upTo ?? (await this.newest());
    let from = after === undefined ? '-' : `(${after}`;
    while (last !== undefined) {
      const start = from;
      const answer = await this.#ask(() => this.#redis.xrangeBuffer(this.#letters, start, last, 'COUNT', READ_AT_ONCE));
      const entries = rangeEntries(answer);
      for (const { id, fields } of entries) yield await openLetter(id, fields, this.#seal);
      const end = entries.at(-1);
      if (end === undefined || entries.length < READ_AT_ONCE) return;
      from = `(${end.id}`;
    }
  }

  async find(id: string): Promise<DeadLetter | undefined> {
    const answer = await this.#ask(() => this.#redis.xrangeBuffer(this.#letters, id, id));
    const [entry] = rangeEntries(answer);
    return entry === undefined ? undefined : openLetter(entry.id, entry.fields, this.#seal);
  }

  /**
   * Puts the events back, as their publishers signed them and with all their attempts; what the service would refuse stays.
   * An event whose effect was committed after all has no second one, if its handler remembers ids as it must.
   */
  async requeue(ids: readonly string[]): Promise<Requeued> {
    const sorted = {
      moved: [] as string[],
      refused: [] as Requeued['refused'][number][],
      full: [] as string[],
      gone: [] as string[],
    };
    const good: string[] = [];
    for (const id of new Set(ids)) {
      const letter = await this.find(id);
      if (letter === undefined) sorted.gone.push(id);
      else if (typeof letter.event === 'string') sorted.refused.push({ id, refusal: letter.event });
      else good.push(id);
    }
    for (const batch of batches(good)) {
      const answer = await this.#ask(() =>
        requeueLetters.run(this.#redis, [this.#letters, this.#stream], [this.#streamLengthMax, ...batch]),
      );
      const codes = Array.isArray(answer) ? answer.map(Number) : [];
      batch.forEach((id, at) => {
        const place = codes[at] === 1 ? 'moved' : codes[at] === -1 ? 'full' : 'gone';
        sorted[place].push(id);
      });
    }
    return sorted;
  }

  /** Deletes letters; answers how many of them were there. */
  async purge(ids: readonly string[]): Promise<number> {
    let purged = 0;
    for (const batch of batches([...new Set(ids)])) {
      purged += await this.#ask(() => this.#redis.xdel(this.#letters, ...batch));
    }
    return purged;
  }

  close(): void {
    closeConnection(this.#redis);
  }

  onApplicationShutdown(): void {
    this.close();
  }

  async #ask<T>(command: () => Promise<T>): Promise<T> {
    await this.#contact.made();
    try {
      return await command();
    } catch (cause) {
      throw new CallError({ status: 'UNAVAILABLE', message: 'Redis cannot be reached', cause });
    }
  }
}

function batches(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / WRITE_AT_ONCE) }, (_, index) =>
    ids.slice(index * WRITE_AT_ONCE, (index + 1) * WRITE_AT_ONCE),
  );
}
