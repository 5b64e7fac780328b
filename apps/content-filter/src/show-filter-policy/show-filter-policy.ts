import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Output, type showFilterPolicy } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { PolicyVersionStore } from '../policy/policy-version.store.js';
import { shownPolicy } from '../policy/shown-policy.js';

@Injectable()
export class ShowFilterPolicy implements CarriesOut<typeof showFilterPolicy> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PolicyVersionStore) private readonly versions: PolicyVersionStore,
  ) {}

  async execute(): Promise<Output<typeof showFilterPolicy>> {
    return shownPolicy(await this.transactions.run(() => this.versions.latest()));
  }
}
