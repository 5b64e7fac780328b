import { fault, type Filtered, type JsonValue } from '@strongroom/contracts';
import { type Filter, type FilterLimit, FilterLimitExceeded, type Policy } from '@strongroom/filter';
import { ANSWER_BYTES_MAX, answerBytes } from './answer-size.js';
import { shownResult } from './shown-result.js';

/** A text or a JSON value, as the contracts have them: exactly one of the two. */
export interface Content {
  readonly text?: string | undefined;
  readonly json?: JsonValue | undefined;
}

/** Throws `err:filter:exceeded:limit` when the content is more than the filter takes: then nothing may pass on. */
export function filterContent(filter: Filter, { text, json }: Content, policy: Policy): Filtered {
  try {
    const result = shownResult(text === undefined ? filter.json(json ?? null, policy) : filter.text(text, policy));
    if (answerBytes(result) <= ANSWER_BYTES_MAX) return result;
  } catch (error) {
    if (!(error instanceof FilterLimitExceeded)) throw error;
    throw fault('err:filter:exceeded:limit', { message: `the content has ${exceeded(error)}` });
  }
  throw fault('err:filter:exceeded:limit', { message: `the answer is longer than ${ANSWER_BYTES_MAX} bytes` });
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
