import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type filterBatch, type Input, type Output } from '@strongroom/contracts';
import { type BatchItem, type BatchOutcome } from '@strongroom/filter';
import { FilterPool } from '@strongroom/filter/worker';
import { ANSWER_BYTES_MAX, answerBytes } from '../content/answer-size.js';
import { BlockRecord } from '../content/block-record.js';
import { type Content, exceeded, faultOf } from '../content/filter-content.js';
import { filterMetrics } from '../content/filter-metrics.js';
import { shownResult } from '../content/shown-result.js';
import { PolicyInForce } from '../policy/policy-in-force.js';
import { PseudonymKeys } from '../pseudonyms/pseudonym-keys.js';
import { ShadowRecord } from '../shadow/shadow-record.js';

type Results = Output<typeof filterBatch>['results'];

@Injectable()
export class FilterBatch implements CarriesOut<typeof filterBatch> {
  constructor(
    @Inject(FilterPool) private readonly pool: FilterPool,
    @Inject(PolicyInForce) private readonly policies: PolicyInForce,
    @Inject(PseudonymKeys) private readonly keys: PseudonymKeys,
    @Inject(BlockRecord) private readonly blocks: BlockRecord,
    @Inject(ShadowRecord) private readonly shadows: ShadowRecord,
  ) {}

  async execute(
    { items, direction, policy: requested }: Input<typeof filterBatch>,
    call: CallFacts,
  ): Promise<Output<typeof filterBatch>> {
    const { policy, version, shadow } = await this.policies.for(direction, requested);
    const keys = await this.keys.toTreat(policy);
    const outcomes = await this.pool
      .batch(items.map(batchItem), policy, { signal: call.signal, keys })
      .catch((error: unknown) => {
        throw faultOf(error);
      });
    const results = shownResults(outcomes);
    const filtered = results.filter((result) => result.status === 'filtered');
    await this.blocks.write(call.id, filtered, version);
    const answered = items.flatMap((content, index) => {
      const result = results[index];
      return result?.status === 'filtered' ? [{ content, result }] : [];
    });
    await this.shadows.write(shadow, policy, answered, call.signal);
    filtered.forEach(filterMetrics.filtered);
    return { results, policy_version: version };
  }
}

function batchItem({ text, json }: Content): BatchItem {
  return text === undefined ? { json: json ?? null } : { text };
}

/** Items that would make the answer too long are refused, like those that are too much by themselves. */
function shownResults(outcomes: readonly BatchOutcome[]): Results {
  let bytes = 0;
  return outcomes.map((outcome) => {
    if (!outcome.ok) return { status: 'refused', reason: `the item has ${exceeded(outcome)}` };
    const result = shownResult(outcome.result);
    const withIt = bytes + answerBytes(result);
    if (withIt > ANSWER_BYTES_MAX) {
      return { status: 'refused', reason: `with it, the answer is longer than ${ANSWER_BYTES_MAX} bytes` };
    }
    bytes = withIt;
    return { status: 'filtered', ...result };
  });
}
