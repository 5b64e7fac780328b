import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop, Transactions } from '@strongroom/persistence';
import { Logger, observeLoop } from '@strongroom/platform';
import { orderMetrics } from '../order-metrics.js';
import { OrderInvariantsStore } from './order-invariants.store.js';

/** Asks all the time whether what must hold does, and says so aloud when it does not. */
@Injectable()
export class CheckInvariantsLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #loop: BackgroundLoop;

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrderInvariantsStore) private readonly store: OrderInvariantsStore,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    this.#loop = new BackgroundLoop({
      name: 'order invariants',
      everyMs: 60_000,
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
  }

  private async pass(): Promise<'idle'> {
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
