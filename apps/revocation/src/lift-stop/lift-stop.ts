import { Inject, Injectable } from '@nestjs/common';
import { fault, type CallFacts, type CarriesOut, type Input, type liftStop, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { everyTenant, inTenantOf } from '@strongroom/security-context';
import { Announcement } from '../log/announcement.js';
import { committedOf, type Committed } from '../log/place.js';
import { Sealing } from '../log/sealing.js';
import { StopStore, type Stop } from '../stops/stop.store.js';

/** Lifts the stop that the caller has seen, once; it is an entry of the log itself, and the cut-off behind which life goes on. */
@Injectable()
export class LiftStop implements CarriesOut<typeof liftStop> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(StopStore) private readonly store: StopStore,
    @Inject(Announcement) private readonly announcement: Announcement,
    @Inject(Sealing) private readonly sealing: Sealing,
  ) {}

  execute(input: Input<typeof liftStop>, call: CallFacts): Promise<Output<typeof liftStop>> {
    return inTenantOf(everyTenant, async () => {
      const committed = await this.transactions.run(() => this.#lift(input));
      return this.sealing.outcomeOf(committed, call);
    });
  }

  async #lift(input: Input<typeof liftStop>): Promise<Committed> {
    await this.store.lock();
    const latest = await this.store.latest();
    const target = String(input.stop_seq);
    if (latest?.scope === 'lift' && latest.target === target) return committedOf(latest);
    if (latest?.scope !== 'stop' || latest.seq !== input.stop_seq) throw notThatOne(latest);
    const about = { ...input, scope: 'lift', target } as const;
    const recorded = await this.store.record(about);
    await this.announcement.of({ ...recorded, ...about });
    return recorded;
  }
}

function notThatOne(latest: Stop | undefined): Error {
  const standing =
    latest?.scope === 'stop' ? `the stop that stands is ${latest.seq ?? 'not sealed yet'}` : 'no stop stands';
  return fault('err:revocation:conflict:stop', { message: `/stop_seq: ${standing}` });
}
