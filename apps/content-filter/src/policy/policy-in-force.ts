import { Inject, Injectable } from '@nestjs/common';
import { type Direction, type FilterPolicy } from '@strongroom/contracts';
import { type Policy } from '@strongroom/filter';
import { Transactions } from '@strongroom/persistence';
import { defaultFilterPolicy } from './default-filter-policy.js';
import { enginePolicy, requireKnownNames } from './engine-policy.js';
import { PolicyVersionStore } from './policy-version.store.js';

interface PolicyToApply {
  readonly policy: Policy;
  /** Of the tenant's policy; 0 is the default one, null one that the request brought. */
  readonly version: number | null;
}

/** Which policy decides. Read for each call, so that a new version holds at once, in every replica. */
@Injectable()
export class PolicyInForce {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PolicyVersionStore) private readonly versions: PolicyVersionStore,
  ) {}

  /** That of the request if it brings one, else the tenant's, else the default. */
  async for(direction: Direction, requested: FilterPolicy | undefined): Promise<PolicyToApply> {
    if (requested) {
      requireKnownNames(requested);
      return { policy: enginePolicy(requested), version: null };
    }
    const set = await this.transactions.run(() => this.versions.latest(direction));
    return { policy: enginePolicy(set?.policy ?? defaultFilterPolicy), version: set?.version ?? 0 };
  }
}
