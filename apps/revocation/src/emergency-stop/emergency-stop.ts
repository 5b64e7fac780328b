import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type emergencyStop, type Input, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { Announcement } from '../log/announcement.js';
import { EVERY_TENANT, inTenantOf } from '../log/every-tenant.js';
import { committedOf, type Committed } from '../log/place.js';
import { Sealing } from '../log/sealing.js';
import { StopStore } from '../stops/stop.store.js';

/** One entry of the log that ends everything and stands until it is lifted. Where one stands already, that is the answer. */
@Injectable()
export class EmergencyStop implements CarriesOut<typeof emergencyStop> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(StopStore) private readonly store: StopStore,
    @Inject(Announcement) private readonly announcement: Announcement,
    @Inject(Sealing) private readonly sealing: Sealing,
  ) {}

  execute(input: Input<typeof emergencyStop>, call: CallFacts): Promise<Output<typeof emergencyStop>> {
    return inTenantOf(EVERY_TENANT, async () => {
      const committed = await this.transactions.run(() => this.#stop(input));
      return this.sealing.outcomeOf(committed, call);
    });
  }

  async #stop(input: Input<typeof emergencyStop>): Promise<Committed> {
    await this.store.lock();
    const latest = await this.store.latest();
    if (latest?.scope === 'stop') return committedOf(latest);
    const about = { ...input, scope: 'stop', target: '' } as const;
    const recorded = await this.store.record(about);
    await this.announcement.of({ ...recorded, ...about });
    return recorded;
  }
}
