import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop, sealedChannel, Signals } from '@strongroom/persistence';
import { Logger, observeLoop } from '@strongroom/platform';
import { revocationMetrics } from '../revocation-metrics.js';
import { RestoredLog } from '../restored-log/restored-log.js';
import { LogTailStore, type LogState, type SealedEntry } from './log-tail.store.js';
import { revocationLog } from './revocation-log.js';

export interface ReadState extends LogState {
  /** When the reading began, on this process's monotonic clock. */
  readonly readAtMs: number;
}

const EVERY_MS = 250;
const DEADLINE_MS = 5_000;
const READ_MAX = 5_000;
/** Guards that are connected never fall further behind; the others are served from the database. */
const KEPT_MAX = 20_000;

/**
 * The end of the log in memory, read once for all who follow it: by the sealer's signal, and every 250 ms for its heartbeat.
 * What it holds is what the database said; while it cannot be read, the state ages, and guards see it age.
 */
@Injectable()
export class LogTail implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #loop: BackgroundLoop;
  readonly #entries: SealedEntry[] = [];
  readonly #byId = new Map<string, SealedEntry>();
  #from = 0;
  #through = 0;
  #state: ReadState | undefined;
  #passed = Promise.withResolvers<undefined>();
  #stopListening: (() => void) | undefined;

  constructor(
    @Inject(LogTailStore) private readonly store: LogTailStore,
    @Inject(RestoredLog) private readonly restored: RestoredLog,
    @Inject(Signals) private readonly signals: Signals,
    @Inject(Logger) logger: Logger,
  ) {
    this.#loop = new BackgroundLoop({
      name: 'revocation log tail',
      everyMs: EVERY_MS,
      deadlineMs: DEADLINE_MS,
      pass: () => this.#read(),
      observe: observeLoop({ logger }),
    });
  }

  onApplicationBootstrap(): void {
    this.#stopListening = this.signals.listen(sealedChannel(revocationLog), () => {
      this.#loop.wake();
    });
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopListening?.();
    await this.#loop.stop();
  }

  /** What was last read; undefined before the first time. */
  get state(): ReadState | undefined {
    return this.#state;
  }

  /** The place up to which entries have been read. */
  get through(): number {
    return this.#through;
  }

  /** Entries behind `after`; undefined where that is further back than memory goes. */
  entriesAfter(after: number): readonly SealedEntry[] | undefined {
    if (after < this.#from) return undefined;
    return this.#entries.slice(this.#entries.findLastIndex(({ seq }) => seq <= after) + 1);
  }

  /** The entry of a revocation that was sealed lately; undefined for one that was not, or long ago. */
  entryOf(revocationId: string): SealedEntry | undefined {
    return this.#byId.get(revocationId);
  }

  /** Resolves with true as soon as `condition` holds after a reading, with false when `signal` aborts before. */
  async until(condition: () => boolean, signal: AbortSignal): Promise<boolean> {
    const aborted = Promise.withResolvers<undefined>();
    const onAbort = (): void => {
      aborted.resolve(undefined);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      while (!condition()) {
        if (signal.aborted) return false;
        await Promise.race([this.#passed.promise, aborted.promise]);
      }
      return true;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  async #read(): Promise<'more' | 'idle'> {
    const readAtMs = performance.now();
    const known = this.#state === undefined ? {} : { after: this.#through };
    const { state, entries } = await this.store.read({ ...known, limit: READ_MAX });
    if (this.#state === undefined) this.#from = this.#through = state.head;
    if (state.head < this.#through) await this.restored.goOnAbove(this.#through);
    const complete = entries.length < READ_MAX;
    this.#keep(entries, complete ? Math.max(this.#through, state.head) : (entries.at(-1)?.seq ?? this.#through));
    this.#state = { ...state, readAtMs };
    revocationMetrics.log(this.#state);
    this.#passed.resolve(undefined);
    this.#passed = Promise.withResolvers();
    return complete ? 'idle' : 'more';
  }

  #keep(entries: readonly SealedEntry[], through: number): void {
    this.#through = through;
    if (entries.length === 0) return;
    this.#entries.push(...entries);
    for (const entry of entries) this.#byId.set(entry.revocationId, entry);
    if (this.#entries.length <= KEPT_MAX) return;
    // Seldom, so that it costs little: the last half is kept.
    const dropped = this.#entries.splice(0, KEPT_MAX / 2);
    for (const { revocationId } of dropped) this.#byId.delete(revocationId);
    this.#from = dropped.at(-1)?.seq ?? this.#from;
  }
}
