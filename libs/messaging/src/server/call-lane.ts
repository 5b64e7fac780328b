import { type Redis } from 'ioredis';
import { BLOCK_MS, blockingRead, closeConnection } from '../redis/connection.js';
import { poppedFrames } from '../redis/popped-frames.js';
import { ReadingLoop } from '../redis/reading-loop.js';
import { Slots } from '../redis/slots.js';
import { untilReady } from '../redis/until-ready.js';
import { priorities } from '../envelope/envelope.js';
import { CallGate } from './call-gate.js';
import { CallRunner } from './call-runner.js';
import { Cancellations } from './cancellations.js';
import { type LaneParts } from './lane-parts.js';
import { Replies } from './replies.js';

const MOST_AT_ONCE = 64;

/**
 * Takes requests from the service's lists, the most urgent first, no more than it can run. A second reader with slots of
 * its own takes only urgent ones: they pass even while slow calls hold every other slot.
 */
export class CallLane {
  readonly #gate: CallGate;
  readonly #runner: CallRunner;
  readonly #cancellations: Cancellations;
  readonly #intakes: readonly { readonly loop: ReadingLoop; readonly slots: Slots }[];
  readonly #subscriber: Redis;
  readonly #ended = new AbortController();

  constructor(private readonly parts: LaneParts) {
    const { commands, names, seal, handlers, metrics, refusals, logger } = parts;
    this.#cancellations = new Cancellations(seal, refusals);
    this.#gate = new CallGate(commands, names, seal, this.#cancellations, handlers, metrics, refusals, logger);
    const replies = new Replies(commands, names, seal, logger);
    this.#runner = new CallRunner(handlers, this.#cancellations, replies, parts.toCallError, metrics, parts.tracer);
    this.#subscriber = parts.connect('subscriber');
    this.#intakes = [
      this.#intake('reading calls', [...priorities], parts.limits.concurrency),
      this.#intake('reading urgent calls', [0], parts.limits.urgentConcurrency),
    ];
  }

  start(): void {
    const channel = this.parts.names.cancels(this.parts.seal.self);
    this.#subscriber.on('messageBuffer', (_channel: Buffer, frame: Buffer) => void this.#cancellations.receive(frame));
    this.#subscriber.on('ready', () => {
      this.#subscriber.subscribe(channel).catch((error: unknown) => {
        this.parts.logger.error(`cancelled calls will run to their end: ${String(error)}`);
      });
    });
    for (const { loop } of this.#intakes) loop.start();
  }

  /** Takes no more, and resolves when what was taken has been answered, or `limit` aborts. */
  async stop(limit: AbortSignal): Promise<void> {
    await Promise.all(this.#intakes.map(({ loop }) => loop.stop()));
    await Promise.all(this.#intakes.map(({ slots }) => slots.untilIdle(limit)));
    this.#ended.abort();
    this.#cancellations.abortAll(new DOMException('the service is closing', 'AbortError'));
    closeConnection(this.#subscriber);
  }

  #intake(what: string, taken: readonly number[], concurrency: number): { loop: ReadingLoop; slots: Slots } {
    const { commands, names, seal, logger } = this.parts;
    const slots = new Slots(concurrency);
    const keys = taken.map((priority) => names.calls(seal.self, priority));
    const turn = async (redis: Redis, stopping: AbortSignal): Promise<void> => {
      await slots.untilFree(stopping);
      // What is taken while nothing can be written would be lost: its id could not be checked, nor its reply sent.
      await untilReady(commands, stopping);
      if (stopping.aborted) return;
      const count = Math.min(slots.free, MOST_AT_ONCE);
      const popped = await blockingRead(redis, 'BLMPOP', [
        BLOCK_MS / 1000,
        keys.length,
        ...keys,
        'LEFT',
        'COUNT',
        count,
      ]);
      const frames = poppedFrames(popped);
      slots.take(frames.length);
      void this.#process(frames, slots);
    };
    return { loop: new ReadingLoop(what, this.parts.connect('blocking'), turn, logger), slots };
  }

  async #process(frames: readonly Buffer[], slots: Slots): Promise<void> {
    if (frames.length === 0) return;
    // A read that was outstanding, or is sent again by ioredis, brings requests while nothing can be written: they wait.
    await untilReady(this.parts.commands, this.#ended.signal);
    const requests = await this.#gate.admit(frames);
    slots.release(frames.length - requests.length);
    this.#countInFlight();
    for (const request of requests) void this.#run(request, slots);
  }

  async #run(request: Parameters<CallRunner['run']>[0], slots: Slots): Promise<void> {
    await this.#runner.run(request);
    slots.release();
    this.#countInFlight();
  }

  #countInFlight(): void {
    const used = this.#intakes.reduce((sum, { slots }) => sum + slots.used, 0);
    this.parts.metrics.inFlight('server', used);
  }
}
