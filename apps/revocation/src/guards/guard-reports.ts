import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop } from '@strongroom/persistence';
import { Logger, observeLoop } from '@strongroom/platform';
import { revocationMetrics } from '../revocation-metrics.js';
import { GuardReportsStore, type AppliedReport, type SeenGuard } from './guard-reports.store.js';

export interface GuardName {
  readonly service: string;
  readonly guard: string;
}

type Timed<T> = Omit<T, 'agoMs'> & { readonly atMs: number };

const EVERY_MS = 1_000;
const DEADLINE_MS = 5_000;
/** What is kept through a failure of the database; then the oldest go, and only the measure of some propagation with them. */
const REPORTS_MAX = 20_000;

/**
 * Takes down what guards say with their requests, and writes it in one statement for all of them: at once when somebody has come
 * further, otherwise every second. Moments are kept on the monotonic clock and become the database's time when written.
 */
@Injectable()
export class GuardReports implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #loop: BackgroundLoop;
  readonly #appliedSeqs = new Map<string, number>();
  readonly #seen = new Map<string, Timed<SeenGuard>>();
  #reports: Timed<AppliedReport>[] = [];

  constructor(
    @Inject(GuardReportsStore) private readonly store: GuardReportsStore,
    @Inject(Logger) logger: Logger,
  ) {
    this.#loop = new BackgroundLoop({
      name: 'guard reports',
      everyMs: EVERY_MS,
      deadlineMs: DEADLINE_MS,
      pass: async () => {
        await this.flush();
        return 'idle';
      },
      observe: observeLoop({ logger }),
    });
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#loop.stop();
  }

  /** A guard has asked for the feed; `applied`: how far it says it has come, and how long ago. */
  heard(name: GuardName, applied?: { readonly seq: number; readonly agoMs: number }): void {
    const nowMs = performance.now();
    const key = `${name.service}/${name.guard}`;
    const knownSeq = this.#appliedSeqs.get(key) ?? 0;
    const appliedSeq = Math.max(knownSeq, applied?.seq ?? 0);
    this.#seen.set(key, { ...name, appliedSeq, atMs: nowMs });
    if (applied === undefined || applied.seq <= knownSeq) return;
    this.#appliedSeqs.set(key, applied.seq);
    this.#reports.push({ ...name, seq: applied.seq, atMs: nowMs - applied.agoMs });
    this.#loop.wake();
  }

  /** Writes what has been heard and is not written yet. */
  async flush(): Promise<void> {
    const seen = [...this.#seen.values()];
    const reports = this.#reports;
    this.#seen.clear();
    this.#reports = [];
    try {
      await this.store.write({ seen: seen.map(aged), reports: reports.map(aged) });
    } catch (error) {
      this.#reports = [...reports, ...this.#reports].slice(-REPORTS_MAX);
      throw error;
    }
    revocationMetrics.guards(await this.store.countLive());
  }
}

function aged<T extends { readonly atMs: number }>({ atMs, ...rest }: T): Omit<T, 'atMs'> & { readonly agoMs: number } {
  return { ...rest, agoMs: performance.now() - atMs };
}
