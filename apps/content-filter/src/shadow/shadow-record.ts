import { Inject, Injectable } from '@nestjs/common';
import { type Filtered, type FoundEntity } from '@strongroom/contracts';
import { actionOf, decide, type Policy, strongest } from '@strongroom/filter';
import { FilterPool } from '@strongroom/filter/worker';
import { Transactions } from '@strongroom/persistence';
import { type Content } from '../content/filter-content.js';
import { findEntities } from '../content/find-entities.js';
import { filterMetrics } from '../content/filter-metrics.js';
import { enginePolicy } from '../policy/engine-policy.js';
import { type Compared, countDifferences } from './count-differences.js';
import { type Shadow, ShadowStore } from './shadow.store.js';

/** What was filtered by the policy in force. */
export interface Answered {
  readonly content: Content;
  readonly result: Filtered;
}

/** Counts what a policy in the shadow would have done otherwise: by rule and action, never what was found. */
@Injectable()
export class ShadowRecord {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ShadowStore) private readonly store: ShadowStore,
    @Inject(FilterPool) private readonly pool: FilterPool,
  ) {}

  /** Does nothing without a shadow. Never throws: whoever waits for the answer has no part in the trial. */
  async write(
    shadow: Shadow | undefined,
    inForce: Policy,
    answered: readonly Answered[],
    signal: AbortSignal,
  ): Promise<void> {
    if (!shadow || answered.length === 0) return;
    try {
      const policy = enginePolicy(shadow.policy);
      const compared: Compared[] = [];
      for (const { content, result } of answered) {
        const isSameScan = policy.scoreMin === inForce.scoreMin;
        const found = isSameScan ? result.entities : await findEntities(this.pool, content, policy.scoreMin, signal);
        compared.push({ inForce: result, shadow: decided(found, policy) });
      }
      await this.transactions.run(() => this.store.add(shadow.id, countDifferences(compared)));
    } catch {
      filterMetrics.uncounted(answered.length);
    }
  }
}

/** The policy's actions for what was found. No key is needed for them: nothing is made in the shadow. */
function decided(entities: readonly FoundEntity[], policy: Policy): Pick<Filtered, 'action' | 'entities'> {
  const others = entities.map((entity) => ({
    ...entity,
    action: actionOf(decide(policy, { id: entity.rule, type: entity.type, family: entity.family })),
  }));
  return { action: strongest(others.map(({ action }) => action)), entities: others };
}
