import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop, Database, Lease, Transactions } from '@strongroom/persistence';
import { Logger, observeLoop } from '@strongroom/platform';
import { orderMetrics } from '../order-metrics.js';
import { OrderInvariantsStore } from './order-invariants.store.js';

const EVERY_MS = 60_000;

/** Asks all the time whether what must hold does, and says so aloud when it does not. One replica asks for all of them. */
@Injectable()
export class CheckInvariantsLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #loop: BackgroundLoop;
  readonly #lease: Lease;

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrderInvariantsStore) private readonly store: OrderInvariantsStore,
    @Inject(Database) db: Database,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    this.#lease = new Lease(db, { table: 'orders.lease', name: 'order invariants', ttlMs: 2 * EVERY_MS });
    this.#loop = new BackgroundLoop({
      name: 'order invariants',
      everyMs: EVERY_MS,
      deadlineMs: 30_000,
      pass: () => this.pass(),
      observe: observeLoop({ logger }),
    });
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
    await this.transactions.runAcrossTenants(() => this.#lease.release());
  }

  private async pass(): Promise<'idle'> {
    const held = await this.transactions.runAcrossTenants(() => this.#lease.hold());
    if (held === undefined) {
      orderMetrics.violations(new Map());
      return 'idle';
    }
    const snapshot = { isolation: 'REPEATABLE READ' } as const;
    const counts = await this.transactions.runAcrossTenants(() => this.store.violations(), snapshot);
    orderMetrics.violations(counts);
    for (const [invariant, count] of counts) {
      if (count > 0) {
        this.logger.error('an invariant of orders is broken', { component: invariant, count });
      }
    }
    return 'idle';
  }
}
