import { type Redis } from 'ioredis';
import { BLOCK_MS, blockingRead } from '../redis/connection.js';
import { Loop, pause } from '../redis/loop.js';
import { ReadingLoop } from '../redis/reading-loop.js';
import { isReplyError } from '../redis/reply-error.js';
import { Slots } from '../redis/slots.js';
import { untilReady } from '../redis/until-ready.js';
import { type LaneParts } from '../server/lane-parts.js';
import { EventLedger, type StreamPlace } from './event-ledger.js';
import { EventRunner } from './event-runner.js';
import { readEntries, type StreamEntry } from './stream-entry.js';

const MOST_AT_ONCE = 128;
/** How often a replica looks for entries whose time has come; jitter keeps the replicas apart. */
const LOOK_EVERY_MS = 500;

/** Reads the service's stream as one consumer of its group, no more than it can run. */
export class EventLane {
  readonly #place: StreamPlace;
  readonly #slots: Slots;
  readonly #ledger: EventLedger;
  readonly #runner: EventRunner;
  readonly #reader: ReadingLoop;
  readonly #keepers: readonly Loop[];

  constructor(
    private readonly parts: LaneParts,
    consumer: string,
  ) {
    const { commands, names, seal, handlers, limits, toCallError, metrics, tracer, refusals, logger } = parts;
    const group = seal.self;
    this.#place = { stream: names.events(group), deadLetters: names.deadLetters(group), group, consumer };
    this.#slots = new Slots(limits.eventConcurrency);
    this.#ledger = new EventLedger(commands, this.#place, limits.eventClaimAfterMs, logger);
    this.#runner = new EventRunner(seal, handlers, this.#ledger, limits, toCallError, metrics, tracer, refusals);
    const read = (redis: Redis, stopping: AbortSignal): Promise<void> => this.#read(redis, stopping);
    this.#reader = new ReadingLoop('reading events', parts.connect('blocking'), read, logger);
    this.#keepers = [
      new Loop('taking over events', (stopping) => this.#takeOver(stopping), logger),
      new Loop('the heart-beat of events', (stopping) => this.#beat(stopping), logger),
    ];
  }

  start(): void {
    this.#reader.start();
    for (const keeper of this.#keepers) keeper.start();
  }

  /** Takes no more, and resolves when what was taken has been written down, or `limit` aborts. */
  async stop(limit: AbortSignal): Promise<void> {
    const [takeOver, beat] = this.#keepers;
    await Promise.all([this.#reader.stop(), takeOver?.stop()]);
    await this.#slots.untilIdle(limit);
    this.#runner.abortAll(new DOMException('the service is closing', 'AbortError'));
    await beat?.stop();
    await this.#ledger.retire();
  }

  async #read(redis: Redis, stopping: AbortSignal): Promise<void> {
    await this.#slots.untilFree(stopping);
    await untilReady(this.parts.commands, stopping);
    if (stopping.aborted) return;
    const { stream, group, consumer } = this.#place;
    const count = Math.min(this.#slots.free, MOST_AT_ONCE);
    try {
      const answer = await blockingRead(redis, 'XREADGROUP', [
        'GROUP',
        group,
        consumer,
        'COUNT',
        count,
        'BLOCK',
        BLOCK_MS,
        'STREAMS',
        stream,
        '>',
      ]);
      this.#begin(readEntries(answer));
    } catch (error) {
      if (!isReplyError(error, 'NOGROUP')) throw error;
      await this.#makeGroup();
    }
  }

  /** From the beginning of the stream: a group that begins at its end (`$`) would lose what was published before. */
  async #makeGroup(): Promise<void> {
    const { stream, group } = this.#place;
    try {
      await this.parts.commands.xgroup('CREATE', stream, group, '0', 'MKSTREAM');
    } catch (error) {
      // Another replica was first.
      if (!isReplyError(error, 'BUSYGROUP')) throw error;
    }
  }

  async #takeOver(stopping: AbortSignal): Promise<void> {
    await pause(LOOK_EVERY_MS * (0.5 + Math.random()), stopping);
    const most = Math.min(this.#slots.free, MOST_AT_ONCE);
    if (stopping.aborted || most < 1 || this.parts.commands.status !== 'ready') return;
    try {
      const entries = await this.#ledger.takeOver(most);
      if (entries.length > 0) this.parts.metrics.redelivered(entries.length);
      this.#begin(entries);
    } catch (error) {
      // The reader makes the group.
      if (!isReplyError(error, 'NOGROUP')) throw error;
    }
  }

  async #beat(stopping: AbortSignal): Promise<void> {
    await pause(this.parts.limits.eventClaimAfterMs / 3, stopping);
    if (!stopping.aborted) await this.#ledger.stillAtWork(this.#runner.atWork);
  }

  #begin(entries: readonly StreamEntry[]): void {
    this.#slots.take(entries.length);
    for (const entry of entries) void this.#run(entry);
  }

  async #run(entry: StreamEntry): Promise<void> {
    await this.#runner.run(entry);
    this.#slots.release();
  }
}
