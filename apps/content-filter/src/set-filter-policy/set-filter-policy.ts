import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type Output, type setFilterPolicy } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { AppendPolicyVersion } from '../policy/append-policy-version.js';
import { requireKnownNames } from '../policy/engine-policy.js';
import { shownPolicy } from '../policy/shown-policy.js';

@Injectable()
export class SetFilterPolicy implements CarriesOut<typeof setFilterPolicy> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AppendPolicyVersion) private readonly versions: AppendPolicyVersion,
  ) {}

  async execute(input: Input<typeof setFilterPolicy>): Promise<Output<typeof setFilterPolicy>> {
    const { direction, policy, expected_version: expected } = input;
    requireKnownNames(policy);
    return shownPolicy(await this.transactions.run(() => this.versions.append({ direction, policy, expected })));
  }
}
