import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { type CarriesOut, fault, type Input, type Output, type setFilterPolicy } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { requireKnownNames } from '../policy/engine-policy.js';
import { shownPolicy } from '../policy/shown-policy.js';
import { SetFilterPolicyStore } from './set-filter-policy.store.js';

@Injectable()
export class SetFilterPolicy implements CarriesOut<typeof setFilterPolicy> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(SetFilterPolicyStore) private readonly store: SetFilterPolicyStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async execute({ policy, expected_version }: Input<typeof setFilterPolicy>): Promise<Output<typeof setFilterPolicy>> {
    requireKnownNames(policy);
    return this.transactions.run(async () => {
      const set = await this.store.append(expected_version, policy);
      if (!set) {
        throw fault('err:filter:conflict:version', {
          message: `/expected_version: version ${expected_version} is not the one in force`,
        });
      }
      await this.audit.record({
        action: 'filter-policy.set',
        target: { type: 'filter-policy', id: currentContext().tenant },
        outcome: 'succeeded',
        details: { version: set.version },
      });
      return shownPolicy(set);
    });
  }
}
