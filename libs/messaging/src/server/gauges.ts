import { priorities } from '../envelope/envelope.js';
import { publishedMs } from '../events/stream-entry.js';
import { Loop, pause } from '../redis/loop.js';
import { type LaneParts } from './lane-parts.js';

const MEASURE_EVERY_MS = 5_000;

/** Measures what waits for the service: its call lists, its stream, its dead letters. */
export class Gauges {
  readonly #loop: Loop;

  constructor(
    private readonly parts: LaneParts,
    private readonly lanes: { readonly calls: boolean; readonly events: boolean },
  ) {
    this.#loop = new Loop('measuring queues', (stopping) => this.#turn(stopping), parts.logger);
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #turn(stopping: AbortSignal): Promise<void> {
    await pause(MEASURE_EVERY_MS, stopping);
    if (stopping.aborted || this.parts.commands.status !== 'ready') return;
    await Promise.all([this.lanes.calls && this.#measureCalls(), this.lanes.events && this.#measureEvents()]);
  }

  async #measureCalls(): Promise<void> {
    const { commands, names, seal, metrics } = this.parts;
    const depths = await Promise.all(priorities.map((priority) => commands.llen(names.calls(seal.self, priority))));
    for (const priority of priorities) metrics.queueDepth(priority, depths[priority] ?? 0);
  }

  async #measureEvents(): Promise<void> {
    const { commands, names, seal, metrics } = this.parts;
    const stream = names.events(seal.self);
    const [stored, dead, [pending, oldest]] = await Promise.all([
      commands.xlen(stream),
      commands.xlen(names.deadLetters(seal.self)),
      commands.xpending(stream, seal.self) as Promise<[number, string | null]>,
    ]);
    const oldestPendingMs = oldest === null ? 0 : Math.max(0, Date.now() - publishedMs(oldest));
    metrics.eventBacklog({ stored, pending, oldestPendingMs, dead });
  }
}
