import { once } from 'node:events';
import { type BeforeApplicationShutdown, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { type Redis } from 'ioredis';
import { readEntries } from '../events/stream-entry.js';
import { harmless, type MessagingMetrics, noMetrics } from '../metrics.js';
import { BLOCK_MS, closeConnection, openConnection, startConnecting } from '../redis/connection.js';
import { KeyNames } from '../redis/key-names.js';
import { Loop, pause } from '../redis/loop.js';
import { ReadingLoop } from '../redis/reading-loop.js';
import { Refusals } from '../refusals.js';
import { type WireOptions } from '../wire-options.js';
import { type BroadcastFollower } from './broadcast-follower.js';
import { BroadcastIntake } from './broadcast-intake.js';
import { type BroadcastKeys } from './broadcast-keys.js';
import { Probes } from './probes.js';
import { isBefore, lastEntryId } from './stream-end.js';

export interface BroadcastReaderOptions extends Pick<WireOptions, 'redis' | 'prefix' | 'metrics'> {
  readonly topic: string;
  /** The only service whose batches count. */
  readonly publisher: string;
  readonly keys: BroadcastKeys;
  readonly follower: BroadcastFollower;
  /** Up to where the application knows everything already. Default 0. */
  readonly from?: number;
  /** How often to ask whether the publisher has anything new: how old the knowledge is in quiet times. Default 250. */
  readonly probeEveryMs?: number;
  /** How long `close()` waits for a batch that is being applied. Default 10,000. */
  readonly drainMs?: number;
}

export interface BroadcastState {
  /** Everything up to this place has been applied. */
  readonly appliedSeq: number;
  /** Since when nothing is known of what the publisher has; Infinity before it was first heard. No clock but this process's. */
  readonly stalenessMs: number;
}

const MOST_AT_ONCE = 8;

/**
 * Brings every broadcast of a topic to this replica, in order, from a cursor of its own that is kept in memory. What the
 * stream does not hold any more is caught up from the truth, also at the start.
 */
export class BroadcastReader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #topic: string;
  readonly #stream: string;
  readonly #drainMs: number;
  readonly #metrics: MessagingMetrics;
  readonly #commands: Redis;
  readonly #blocking: Redis;
  readonly #probes: Probes;
  readonly #intake: BroadcastIntake;
  readonly #reading: ReadingLoop;
  readonly #probing: Loop;
  /** Id of the last entry taken; undefined while it is not known that nothing before it is missing. */
  #cursor: string | undefined;
  #started = false;
  #closed: Promise<void> | undefined;

  constructor(options: BroadcastReaderOptions) {
    const { topic, publisher, keys, follower, from = 0, probeEveryMs = 250, drainMs = 10_000 } = options;
    const logger = new Logger(BroadcastReader.name);
    const names = new KeyNames(options.prefix);
    this.#topic = topic;
    this.#drainMs = drainMs;
    this.#stream = names.broadcasts(topic);
    this.#metrics = harmless(options.metrics ?? noMetrics, logger);
    this.#commands = openConnection(options.redis, 'commands', logger);
    this.#blocking = openConnection(options.redis, 'blocking', logger);
    this.#probes = new Probes(this.#commands, names.probes(topic));
    const refusals = new Refusals(this.#metrics, logger);
    this.#intake = new BroadcastIntake(
      { topic, publisher, keys, follower, probes: this.#probes, refusals, metrics: this.#metrics },
      from,
    );
    const read = (redis: Redis, stopping: AbortSignal): Promise<void> => this.#read(redis, stopping);
    this.#reading = new ReadingLoop(`reading broadcasts of ${topic}`, this.#blocking, read, logger);
    this.#probing = new Loop(
      `probing ${topic}`,
      async (stopping) => {
        await this.#probe();
        await pause(probeEveryMs, stopping);
      },
      logger,
    );
  }

  get state(): BroadcastState {
    return {
      appliedSeq: this.#intake.appliedSeq,
      stalenessMs: Math.max(0, performance.now() - this.#intake.readSinceMs),
    };
  }

  /** Begins to read. That Redis cannot be reached is no reason not to. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    startConnecting(this.#commands);
    startConnecting(this.#blocking);
    this.#reading.start();
    this.#probing.start();
  }

  /** Takes no more, and resolves when the batch under way has been applied, or `drainMs` have passed. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  onApplicationBootstrap(): void {
    this.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.close();
  }

  async #read(redis: Redis, stopping: AbortSignal): Promise<void> {
    this.#cursor ??= await this.#catchUp(redis, stopping);
    const arguments_ = ['COUNT', MOST_AT_ONCE, 'BLOCK', BLOCK_MS, 'STREAMS', this.#stream, this.#cursor];
    const entries = readEntries(await redis.callBuffer('XREAD', ...arguments_));
    for (const { entryId, frame } of entries) {
      if (stopping.aborted) return;
      await this.#intake.take(frame, stopping);
      this.#cursor = entryId;
    }
    if (entries.length === 0) await this.#look(redis, this.#cursor);
  }

  /** The end of the stream first, then the truth: what comes after that end is news, or is known twice. */
  async #catchUp(redis: Redis, stopping: AbortSignal): Promise<string> {
    const end = await lastEntryId(redis, this.#stream);
    await this.#intake.catchUp(stopping);
    return end;
  }

  /** A stream that ends before the cursor was emptied, or began again after Redis was lost; it may have missed something. */
  async #look(redis: Redis, cursor: string): Promise<void> {
    if (!isBefore(await lastEntryId(redis, this.#stream), cursor)) return;
    this.#metrics.broadcastGap(this.#topic);
    this.#cursor = undefined;
  }

  async #probe(): Promise<void> {
    this.#metrics.broadcastStaleness(this.#topic, this.state.stalenessMs);
    if (this.#commands.status === 'ready') await this.#probes.send();
  }

  async #close(): Promise<void> {
    const ended = Promise.all([this.#reading.stop(), this.#probing.stop()]);
    await Promise.race([ended, once(AbortSignal.timeout(this.#drainMs), 'abort')]);
    closeConnection(this.#blocking);
    closeConnection(this.#commands);
  }
}
