import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { type CarriesOut, fault, type Input, type Output, type startShadowPolicy } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { requireKnownNames } from '../policy/engine-policy.js';
import { PolicyVersionStore } from '../policy/policy-version.store.js';
import { ShadowStore } from '../shadow/shadow.store.js';
import { shownShadow } from '../shadow/shown-shadow.js';

@Injectable()
export class StartShadowPolicy implements CarriesOut<typeof startShadowPolicy> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PolicyVersionStore) private readonly versions: PolicyVersionStore,
    @Inject(ShadowStore) private readonly store: ShadowStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async execute(input: Input<typeof startShadowPolicy>): Promise<Output<typeof startShadowPolicy>> {
    const { direction, policy, expected_version: baseVersion } = input;
    requireKnownNames(policy);
    return this.transactions.run(async () => {
      const inForce = (await this.versions.latest(direction))?.version ?? 0;
      if (inForce !== baseVersion) {
        throw fault('err:filter:conflict:version', {
          message: `/expected_version: version ${baseVersion} is not the one in force`,
        });
      }
      const shadow = await this.store.start({ direction, policy, baseVersion });
      if (!shadow) {
        throw fault('err:filter:conflict:shadow', {
          message: `/direction: a policy is tried for ${direction} content`,
        });
      }
      await this.audit.record({
        action: 'shadow-policy.start',
        target: { type: 'shadow-policy', id: shadow.id },
        outcome: 'succeeded',
        details: { direction, base_version: baseVersion },
      });
      return shownShadow(shadow, []);
    });
  }
}
