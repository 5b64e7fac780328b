import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type filterBatch, type Input, type Output } from '@strongroom/contracts';
import { type BatchItem, type BatchOutcome, Filter } from '@strongroom/filter';
import { BlockRecord } from '../content/block-record.js';
import { type Content, exceeded } from '../content/filter-content.js';
import { BATCH_FINDINGS_MAX } from '../content/service-limits.js';
import { shownResult } from '../content/shown-entity.js';
import { PolicyInForce } from '../policy/policy-in-force.js';

type Results = Output<typeof filterBatch>['results'];

@Injectable()
export class FilterBatch implements CarriesOut<typeof filterBatch> {
  constructor(
    @Inject(Filter) private readonly filter: Filter,
    @Inject(PolicyInForce) private readonly policies: PolicyInForce,
    @Inject(BlockRecord) private readonly blocks: BlockRecord,
  ) {}

  async execute(
    { items, policy: requested }: Input<typeof filterBatch>,
    call: CallFacts,
  ): Promise<Output<typeof filterBatch>> {
    const { policy, version } = await this.policies.for(requested);
    const results = shownResults(await this.filter.batch(items.map(batchItem), policy));
    const filtered = results.filter((result) => result.status === 'filtered');
    await this.blocks.write(call.id, filtered, version);
    return { results, policy_version: version };
  }
}

function batchItem({ text, json }: Content): BatchItem {
  return text === undefined ? { json: json ?? null } : { text };
}

/** Items that would make the answer too large are refused, like those that are too large by themselves. */
function shownResults(outcomes: readonly BatchOutcome[]): Results {
  let findings = 0;
  return outcomes.map((outcome) => {
    if (!outcome.ok) return { status: 'refused', reason: `the item has ${exceeded(outcome)}` };
    findings += outcome.result.entities.length;
    return findings > BATCH_FINDINGS_MAX
      ? { status: 'refused', reason: `the batch has more than ${BATCH_FINDINGS_MAX} findings up to here` }
      : { status: 'filtered', ...shownResult(outcome.result) };
  });
}
