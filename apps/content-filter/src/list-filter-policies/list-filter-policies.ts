import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type listFilterPolicies, type Output } from '@strongroom/contracts';
import { pageOf, Transactions } from '@strongroom/persistence';
import { PolicyVersionStore } from '../policy/policy-version.store.js';
import { shownPolicy } from '../policy/shown-policy.js';

@Injectable()
export class ListFilterPolicies implements CarriesOut<typeof listFilterPolicies> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PolicyVersionStore) private readonly versions: PolicyVersionStore,
  ) {}

  async execute(input: Input<typeof listFilterPolicies>): Promise<Output<typeof listFilterPolicies>> {
    const { direction, limit, before } = input;
    const rows = await this.transactions.run(() => this.versions.newest(direction, { limit: limit + 1, before }));
    const { page, next } = pageOf(rows, limit, ({ version }) => version);
    return { versions: page.map(shownPolicy), next };
  }
}
