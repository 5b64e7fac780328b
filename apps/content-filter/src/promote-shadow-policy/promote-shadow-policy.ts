import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type Output, type promoteShadowPolicy } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { AppendPolicyVersion } from '../policy/append-policy-version.js';
import { requireKnownNames } from '../policy/engine-policy.js';
import { shownPolicy } from '../policy/shown-policy.js';
import { EndShadow } from '../shadow/end-shadow.js';

@Injectable()
export class PromoteShadowPolicy implements CarriesOut<typeof promoteShadowPolicy> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EndShadow) private readonly shadows: EndShadow,
    @Inject(AppendPolicyVersion) private readonly versions: AppendPolicyVersion,
  ) {}

  async execute({ id }: Input<typeof promoteShadowPolicy>): Promise<Output<typeof promoteShadowPolicy>> {
    return this.transactions.run(async () => {
      const { direction, policy, baseVersion: expected } = await this.shadows.end(id, 'promoted');
      requireKnownNames(policy);
      return shownPolicy(await this.versions.append({ direction, policy, expected }));
    });
  }
}
