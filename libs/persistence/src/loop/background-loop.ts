import { setTimeout as pause } from 'node:timers/promises';

export interface LoopPass {
  readonly name: string;
  readonly durationMs: number;
  /** Absent when the pass succeeded. */
  readonly error?: unknown;
}

export interface LoopTerms {
  readonly name: string;
  /** The longest pause between two passes; `wake` ends it at once. */
  readonly everyMs: number;
  /** When the signal of a pass aborts, if it has not ended by then. */
  readonly deadlineMs: number;
  /** Does some of the work and answers whether more is waiting. */
  readonly pass: (signal: AbortSignal) => Promise<'more' | 'idle'>;
  /** Called after each pass: where metrics and the log of failures come from. */
  readonly observe?: (pass: LoopPass) => void;
}

const BACKOFF_FIRST_MS = 100;
const BACKOFF_MS_MAX = 5_000;

/**
 * Work that goes on beside the calls: one pass at a time, at once when woken, otherwise by the clock. A pass that fails is
 * reported and tried again with back-off and jitter. `stop` lets the pass under way end (its signal aborts) and is then done.
 */
export class BackgroundLoop {
  readonly #stopping = new AbortController();
  #nap = new AbortController();
  #awake = false;
  #running: Promise<void> | undefined;

  constructor(private readonly terms: LoopTerms) {}

  start(): void {
    this.#running ??= this.#run();
  }

  /** There may be something to do. Never lost: rung during a pass, it makes another one. */
  wake(): void {
    this.#awake = true;
    this.#nap.abort();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stopping.signal.aborted) {
      this.#awake = false;
      const outcome = await this.#pass();
      if (outcome === 'failed') {
        failures += 1;
        await this.#sleep(backoffMs(failures), this.#stopping.signal);
        continue;
      }
      failures = 0;
      if (outcome === 'more') continue;
      this.#nap = new AbortController();
      if (!this.#isAwake()) {
        await this.#sleep(this.terms.everyMs, AbortSignal.any([this.#nap.signal, this.#stopping.signal]));
      }
    }
  }

  async #pass(): Promise<'more' | 'idle' | 'failed'> {
    const { name, deadlineMs, pass, observe } = this.terms;
    const startedMs = performance.now();
    try {
      const outcome = await pass(AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(deadlineMs)]));
      observe?.({ name, durationMs: performance.now() - startedMs });
      return outcome;
    } catch (error) {
      observe?.({ name, durationMs: performance.now() - startedMs, error });
      return 'failed';
    }
  }

  async #sleep(ms: number, until: AbortSignal): Promise<void> {
    await pause(ms, undefined, { signal: until }).catch(() => undefined);
  }

  #isAwake(): boolean {
    return this.#awake;
  }
}

function backoffMs(failures: number): number {
  const ceilingMs = Math.min(BACKOFF_MS_MAX, BACKOFF_FIRST_MS * 2 ** (failures - 1));
  return ceilingMs / 2 + (Math.random() * ceilingMs) / 2;
}
