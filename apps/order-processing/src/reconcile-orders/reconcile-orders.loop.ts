import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop, Transactions } from '@strongroom/persistence';
import { Logger, observeLoop } from '@strongroom/platform';
import { orderMetrics } from '../order-metrics.js';
import { OpenOrdersStore } from '../settle/open-orders.store.js';
import { ReconcileOrders } from './reconcile-orders.js';

/** Runs the reconciler for as long as the process takes calls. */
@Injectable()
export class ReconcileOrdersLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #loop: BackgroundLoop;

  constructor(
    @Inject(ReconcileOrders) reconcile: ReconcileOrders,
    @Inject(Transactions) transactions: Transactions,
    @Inject(OpenOrdersStore) open: OpenOrdersStore,
    @Inject(Logger) logger: Logger,
  ) {
    this.#loop = new BackgroundLoop({
      name: 'order reconciler',
      everyMs: 1_000,
      deadlineMs: 50_000,
      pass: async (signal) => {
        const outcome = await reconcile.pass(signal);
        orderMetrics.openOrders(await transactions.runAcrossTenants(() => open.count()));
        return outcome;
      },
      observe: observeLoop({ logger }),
    });
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
  }
}
