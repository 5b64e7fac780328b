import { fault, type Filtered, type JsonValue } from '@strongroom/contracts';
import { type Filter, type FilterLimit, FilterLimitExceeded, type Policy } from '@strongroom/filter';
import { shownResult } from './shown-entity.js';

/** A text or a JSON value, as the contracts have them: exactly one of the two. */
export interface Content {
  readonly text?: string | undefined;
  readonly json?: JsonValue | undefined;
}

/** Throws `err:filter:exceeded:limit` when the content is more than the filter takes: then nothing may pass on. */
export function filterContent(filter: Filter, { text, json }: Content, policy: Policy): Filtered {
  try {
    return shownResult(text === undefined ? filter.json(json ?? null, policy) : filter.text(text, policy));
  } catch (error) {
    if (!(error instanceof FilterLimitExceeded)) throw error;
    throw fault('err:filter:exceeded:limit', { message: `the content has ${exceeded(error)}` });
  }
}

/** `more than 2000 findings` */
export function exceeded({ limit, max }: { readonly limit: FilterLimit; readonly max: number }): string {
  return `more than ${max} ${units[limit]}`;
}

const units: Readonly<Record<FilterLimit, string>> = {
  textLengthMax: 'characters',
  jsonDepthMax: 'levels',
  jsonNodesMax: 'values',
  batchItemsMax: 'items',
  findingsMax: 'findings',
  stepsPerCharacterMax: 'steps of work a character',
};
