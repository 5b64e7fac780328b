import { setTimeout as delay } from 'node:timers/promises';
import { type LoggerService } from '@nestjs/common';

const PAUSE_AFTER_ERROR_MS = 200;

/** Waits, or until `signal` aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

/** Does its turn again and again until it is told to stop; an error is reported and followed by a pause, never by silence. */
export class Loop {
  readonly #stopping = new AbortController();
  #ended: Promise<void> = Promise.resolve();

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
    this.logger.error(`${this.what} failed: ${String(error)}`);
    await pause(PAUSE_AFTER_ERROR_MS, stopping);
  }

  async #run(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      await this.turn(stopping).catch((error: unknown) => this.#report(error, stopping));
    }
  }
}
