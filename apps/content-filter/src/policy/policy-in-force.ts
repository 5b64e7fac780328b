import { Inject, Injectable } from '@nestjs/common';
import { type Direction, type FilterPolicy } from '@strongroom/contracts';
import { type Policy } from '@strongroom/filter';
import { Transactions } from '@strongroom/persistence';
import { type Shadow, ShadowStore } from '../shadow/shadow.store.js';
import { defaultFilterPolicy } from './default-filter-policy.js';
import { enginePolicy, requireKnownNames } from './engine-policy.js';
import { PolicyVersionStore } from './policy-version.store.js';

interface PolicyToApply {
  readonly policy: Policy;
  /** Of the tenant's policy; 0 is the default one, null one that the request brought. */
  readonly version: number | null;
  /** What is tried beside it. */
  readonly shadow?: Shadow | undefined;
}

/** Which policy decides. Read for each call, so that a new version holds at once, in every replica. */
@Injectable()
export class PolicyInForce {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PolicyVersionStore) private readonly versions: PolicyVersionStore,
    @Inject(ShadowStore) private readonly shadows: ShadowStore,
  ) {}

  /** That of the request if it brings one, else the tenant's, else the default. */
  async for(direction: Direction, requested: FilterPolicy | undefined): Promise<PolicyToApply> {
    if (requested) {
      requireKnownNames(requested);
      return { policy: enginePolicy(requested), version: null };
    }
    return this.transactions.run(async () => {
      const set = await this.versions.latest(direction);
      const version = set?.version ?? 0;
      const shadow = await this.shadows.running(direction, version);
      return { policy: enginePolicy(set?.policy ?? defaultFilterPolicy), version, shadow };
    });
  }
}
