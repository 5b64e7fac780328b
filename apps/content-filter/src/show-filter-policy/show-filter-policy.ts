import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type Output, type showFilterPolicy } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { PolicyVersionStore } from '../policy/policy-version.store.js';
import { shownDefault, shownPolicy } from '../policy/shown-policy.js';

@Injectable()
export class ShowFilterPolicy implements CarriesOut<typeof showFilterPolicy> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PolicyVersionStore) private readonly versions: PolicyVersionStore,
  ) {}

  async execute({ direction }: Input<typeof showFilterPolicy>): Promise<Output<typeof showFilterPolicy>> {
    const set = await this.transactions.run(() => this.versions.latest(direction));
    return set ? shownPolicy(set) : shownDefault(direction);
  }
}
