import { setTimeout as delay } from 'node:timers/promises';
import { type LoggerService } from '@nestjs/common';

const PAUSE_AFTER_ERROR_MS = 200;
/** The same fault is not said more often than this, however often it recurs. */
const QUIET_MS = 60_000;

/** Waits, or until `signal` aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

/** Does its turn again and again until it is told to stop; an error is reported and followed by a pause, never by its end. */
export class Loop {
  readonly #stopping = new AbortController();
  #ended: Promise<void> = Promise.resolve();
  #said = { what: '', atMs: -Infinity };

  constructor(
    private readonly what: string,
    /** `stopping` must end every wait inside. */
    private readonly turn: (stopping: AbortSignal) => Promise<void>,
    private readonly logger: Pick<LoggerService, 'error'>,
  ) {}

  start(): void {
    this.#ended = this.#run(this.#stopping.signal);
  }

  /** Resolves when the turn under way has ended. */
  stop(): Promise<void> {
    this.#stopping.abort();
    return this.#ended;
  }

  /** A turn that fails while it is being stopped has been stopped. */
  async #report(error: unknown, stopping: AbortSignal): Promise<void> {
    if (stopping.aborted) return;
    const what = `${this.what} failed: ${String(error)}`;
    const nowMs = performance.now();
    if (what !== this.#said.what || nowMs - this.#said.atMs > QUIET_MS) {
      this.#said = { what, atMs: nowMs };
      this.logger.error(what);
    }
    await pause(PAUSE_AFTER_ERROR_MS, stopping);
  }

  async #run(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      await this.turn(stopping).catch((error: unknown) => this.#report(error, stopping));
    }
  }
}
