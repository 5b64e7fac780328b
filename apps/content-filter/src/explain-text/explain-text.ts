import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type explainText, type Input, type Output } from '@strongroom/contracts';
import { actionOf, decide, decidedBy, strongest } from '@strongroom/filter';
import { FilterPool } from '@strongroom/filter/worker';
import { requireAnswerFits } from '../content/answer-size.js';
import { findEntities } from '../content/find-entities.js';
import { PolicyInForce } from '../policy/policy-in-force.js';

@Injectable()
export class ExplainText implements CarriesOut<typeof explainText> {
  constructor(
    @Inject(FilterPool) private readonly pool: FilterPool,
    @Inject(PolicyInForce) private readonly policies: PolicyInForce,
  ) {}

  async execute(
    { policy: requested, direction, ...content }: Input<typeof explainText>,
    call: CallFacts,
  ): Promise<Output<typeof explainText>> {
    const { policy, version } = await this.policies.for(direction, requested);
    const found = await findEntities(this.pool, content, policy.scoreMin, call.signal);
    const entities = found.map((entity) => {
      const rule = { id: entity.rule, type: entity.type, family: entity.family };
      return { ...entity, action: actionOf(decide(policy, rule)), decided_by: decidedBy(policy, rule) };
    });
    // A second scan: a finding below the score takes no part in the overlaps of the first.
    const all = await findEntities(this.pool, content, 0, call.signal);
    return requireAnswerFits({
      action: strongest(entities.map(({ action }) => action)),
      entities,
      below_score_min: all.filter(({ score }) => score < policy.scoreMin),
      score_min: policy.scoreMin,
      policy_version: version,
    });
  }
}
