import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '@strongroom/persistence';
import { FanOutStore } from './fan-out.store.js';

const ENTRIES_MAX = 1_000;

/**
 * Makes deliveries of what the log has got since the last time. The rows and the position commit together, under the lock of
 * the position: several replicas may do this at once, and one that dies in between has done nothing.
 */
@Injectable()
export class FanOut {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(FanOutStore) private readonly store: FanOutStore,
  ) {}

  /** One round; `made` says whether there is something new to send. */
  pass(): Promise<{ readonly made: number; readonly more: boolean }> {
    return this.transactions.runAcrossTenants(async () => {
      const none = { made: 0, more: false };
      if (!(await this.store.isBehind())) return none;
      const after = await this.store.take();
      if (after === undefined) return none;
      const through = await this.store.nextPlace(after, ENTRIES_MAX);
      if (through === undefined) return none;
      return { made: await this.store.make({ after, through }), more: true };
    });
  }
}
