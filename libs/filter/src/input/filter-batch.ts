import { setImmediate as nextTurn } from 'node:timers/promises';
import { type FilterRun, filterText } from '../filter-text.js';
import { type FilterLimit, FilterLimitExceeded } from '../limits.js';
import type { JsonResult, JsonValue, TextResult } from '../result.js';
import { filterJson } from './filter-json.js';

export type BatchItem = { readonly text: string } | { readonly json: JsonValue };

/** An item that exceeds a limit is reported in its place; the others are not concerned. */
export type BatchOutcome =
  | { readonly ok: true; readonly result: TextResult | JsonResult }
  | { readonly ok: false; readonly limit: FilterLimit; readonly max: number };

/** Filters items one by one, in order, and lets others have their turn between two of them. */
export async function filterBatch(run: FilterRun, items: readonly BatchItem[]): Promise<readonly BatchOutcome[]> {
  const { batchItemsMax } = run.limits;
  if (items.length > batchItemsMax) throw new FilterLimitExceeded('batchItemsMax', batchItemsMax);
  const outcomes: BatchOutcome[] = [];
  for (const item of items) {
    outcomes.push(outcomeOf(run, item));
    await nextTurn();
  }
  return outcomes;
}

function outcomeOf(run: FilterRun, item: BatchItem): BatchOutcome {
  try {
    return { ok: true, result: 'text' in item ? filterText(run, item.text) : filterJson(run, item.json) };
  } catch (error) {
    if (error instanceof FilterLimitExceeded) return { ok: false, limit: error.limit, max: error.max };
    throw error;
  }
}
