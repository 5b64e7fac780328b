import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, fault, type Input, type Output, type restoreFilterPolicy } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { AppendPolicyVersion } from '../policy/append-policy-version.js';
import { requireKnownNames } from '../policy/engine-policy.js';
import { PolicyVersionStore } from '../policy/policy-version.store.js';
import { shownPolicy } from '../policy/shown-policy.js';

@Injectable()
export class RestoreFilterPolicy implements CarriesOut<typeof restoreFilterPolicy> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PolicyVersionStore) private readonly versions: PolicyVersionStore,
    @Inject(AppendPolicyVersion) private readonly next: AppendPolicyVersion,
  ) {}

  async execute(input: Input<typeof restoreFilterPolicy>): Promise<Output<typeof restoreFilterPolicy>> {
    const { direction, version, expected_version: expected } = input;
    return this.transactions.run(async () => {
      const old = await this.versions.at(direction, version);
      if (!old) {
        throw fault('err:filter:unknown:version', {
          message: `/version: there is no version ${version} for ${direction} content`,
        });
      }
      requireKnownNames(old.policy);
      return shownPolicy(
        await this.next.append({ direction, policy: old.policy, expected, restoredFrom: old.version }),
      );
    });
  }
}
