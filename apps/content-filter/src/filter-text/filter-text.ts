import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type filterText, type Input, type Output } from '@strongroom/contracts';
import { FilterPool } from '@strongroom/filter/worker';
import { BlockRecord } from '../content/block-record.js';
import { filterContent } from '../content/filter-content.js';
import { filterMetrics } from '../content/filter-metrics.js';
import { PolicyInForce } from '../policy/policy-in-force.js';
import { PseudonymKeys } from '../pseudonyms/pseudonym-keys.js';
import { ShadowRecord } from '../shadow/shadow-record.js';

@Injectable()
export class FilterText implements CarriesOut<typeof filterText> {
  constructor(
    @Inject(FilterPool) private readonly pool: FilterPool,
    @Inject(PolicyInForce) private readonly policies: PolicyInForce,
    @Inject(PseudonymKeys) private readonly keys: PseudonymKeys,
    @Inject(BlockRecord) private readonly blocks: BlockRecord,
    @Inject(ShadowRecord) private readonly shadows: ShadowRecord,
  ) {}

  async execute(
    { policy: requested, direction, ...content }: Input<typeof filterText>,
    call: CallFacts,
  ): Promise<Output<typeof filterText>> {
    const { policy, version, shadow } = await this.policies.for(direction, requested);
    const result = await filterContent(this.pool, content, policy, {
      signal: call.signal,
      keys: await this.keys.toTreat(policy),
    });
    await this.blocks.write(call.id, [result], version);
    await this.shadows.write(shadow, policy, [{ content, result }], call.signal);
    filterMetrics.filtered(result);
    return { ...result, policy_version: version };
  }
}
