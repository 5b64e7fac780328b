import { fault, type Filtered, type JsonValue } from '@strongroom/contracts';
import { type FilterLimit, FilterLimitExceeded, type Policy } from '@strongroom/filter';
import { type FilterPool, FilterPoolFull, type PooledCall } from '@strongroom/filter/worker';
import { requireAnswerFits } from './answer-size.js';
import { shownResult } from './shown-result.js';

/** A text or a JSON value, as the contracts have them: exactly one of the two. */
export interface Content {
  readonly text?: string | undefined;
  readonly json?: JsonValue | undefined;
}

/**
 * Throws `err:filter:exceeded:limit` when the content is more than the filter takes, and `err:filter:exceeded:queue`
 * when too much waits for it: then nothing may pass on.
 */
export async function filterContent(
  pool: FilterPool,
  { text, json }: Content,
  policy: Policy,
  call: PooledCall,
): Promise<Filtered> {
  try {
    const result = text === undefined ? pool.json(json ?? null, policy, call) : pool.text(text, policy, call);
    return requireAnswerFits(shownResult(await result));
  } catch (error) {
    if (!(error instanceof FilterLimitExceeded)) throw faultOf(error);
    throw fault('err:filter:exceeded:limit', { message: `the content has ${exceeded(error)}` });
  }
}

/** What the caller may know of it: that too many wait is no fault of ours. */
export function faultOf(error: unknown): unknown {
  return error instanceof FilterPoolFull
    ? fault('err:filter:exceeded:queue', { message: error.message, cause: error })
    : error;
}

/** `more than 2000 findings` */
export function exceeded({ limit, max }: { readonly limit: FilterLimit; readonly max: number }): string {
  return `more than ${max} ${units[limit]}`;
}

const units: Readonly<Record<FilterLimit, string>> = {
  textLengthMax: 'characters',
  jsonDepthMax: 'levels',
  jsonNodesMax: 'values',
  pathLengthMax: 'characters in the path to a finding',
  batchItemsMax: 'items',
  findingsMax: 'findings',
  stepsPerCharacterMax: 'steps of work a character',
};
