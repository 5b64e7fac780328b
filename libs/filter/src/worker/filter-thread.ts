import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { FilterLimitExceeded } from '../limits.js';
import type { Job, JobResult, Outcome, ThreadTerms } from './job.js';
import { unpackEntities } from './packed-entities.js';

/** The thread that looked at an input ended before it was done. Nothing was filtered. Holds no input. */
export class FilterThreadEnded extends Error {
  override readonly name = 'FilterThreadEnded';
}

/** By its name, so that it is found from built and from unbuilt code alike. */
const PROGRAM = '@strongroom/filter/worker-thread';

/** A thread that does one job at a time. It does not keep the process alive while it has none. */
export class FilterThread {
  readonly #worker: Worker;
  #current: PromiseWithResolvers<JobResult> | undefined;
  #ended = false;

  constructor(terms: ThreadTerms) {
    // Flags and environment of the process are not its affair: some of them a thread refuses.
    this.#worker = new Worker(createRequire(import.meta.url).resolve(PROGRAM), {
      ...{ workerData: terms, execArgv: [], env: {} },
    });
    this.#worker.unref();
    this.#worker.on('message', (outcome: Outcome) => {
      this.#settle(outcome);
    });
    this.#worker.on('messageerror', (cause) => {
      this.#fail(cause);
    });
    this.#worker.on('error', (cause) => {
      this.#fail(cause);
    });
    this.#worker.on('exit', () => {
      this.#fail(undefined);
    });
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Throws what `Filter` throws, and `FilterThreadEnded`. */
  async run(job: Job): Promise<JobResult> {
    const current = Promise.withResolvers<JobResult>();
    this.#current = current;
    this.#worker.ref();
    try {
      this.#worker.postMessage(job);
      return await current.promise;
    } finally {
      this.#current = undefined;
      this.#worker.unref();
    }
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#worker.terminate();
  }

  #settle(outcome: Outcome): void {
    switch (outcome.kind) {
      case 'filtered':
        this.#current?.resolve({ ...outcome.result, entities: unpackEntities(outcome.entities) } as JobResult);
        return;
      case 'restored':
        this.#current?.resolve(outcome.result);
        return;
      case 'exceeded':
        this.#current?.reject(new FilterLimitExceeded(outcome.limit, outcome.max));
        return;
      case 'failed':
        this.#current?.reject(new Error('the filter failed in its thread', { cause: outcome.error }));
    }
  }

  #fail(cause: unknown): void {
    this.#ended = true;
    this.#current?.reject(new FilterThreadEnded('the thread of the filter ended', { cause }));
  }
}
