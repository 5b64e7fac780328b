import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type Output, type showStop } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { everyTenant, inTenantOf } from '@strongroom/security-context';
import { revocationOf } from '../revocations/revocation-rows.js';
import { ShowRevocationStore } from '../show-revocation/show-revocation.store.js';
import { StopStore } from '../stops/stop.store.js';

@Injectable()
export class ShowStop implements CarriesOut<typeof showStop> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(StopStore) private readonly store: StopStore,
    @Inject(ShowRevocationStore) private readonly revocations: ShowRevocationStore,
  ) {}

  execute(_input: Input<typeof showStop>): Promise<Output<typeof showStop>> {
    return inTenantOf(everyTenant, () =>
      this.transactions.run(async () => {
        const latest = await this.store.latest();
        const row = latest && (await this.revocations.find(latest.revocationId));
        return { stopped: latest?.scope === 'stop', latest: row === undefined ? null : revocationOf(row) };
      }),
    );
  }
}
