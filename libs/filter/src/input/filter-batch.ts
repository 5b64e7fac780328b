import { setImmediate as nextTurn } from 'node:timers/promises';
import { type FilterLimit, FilterLimitExceeded, type FilterLimits } from '../limits.js';
import type { JsonResult, JsonValue, TextResult } from '../result.js';

export type BatchItem = { readonly text: string } | { readonly json: JsonValue };

/** An item that exceeds a limit is reported in its place; the others are not concerned. */
export type BatchOutcome =
  | { readonly ok: true; readonly result: TextResult | JsonResult }
  | { readonly ok: false; readonly limit: FilterLimit; readonly max: number };

type Result = TextResult | JsonResult;

/** Filters items one by one, in order, and lets others have their turn between two of them. */
export async function filterBatch(
  { batchItemsMax }: FilterLimits,
  items: readonly BatchItem[],
  look: (item: BatchItem) => Result | Promise<Result>,
): Promise<readonly BatchOutcome[]> {
  if (items.length > batchItemsMax) throw new FilterLimitExceeded('batchItemsMax', batchItemsMax);
  const outcomes: BatchOutcome[] = [];
  for (const item of items) {
    outcomes.push(await outcomeOf(() => look(item)));
    await nextTurn();
  }
  return outcomes;
}

async function outcomeOf(look: () => Result | Promise<Result>): Promise<BatchOutcome> {
  try {
    return { ok: true, result: await look() };
  } catch (error) {
    if (error instanceof FilterLimitExceeded) return { ok: false, limit: error.limit, max: error.max };
    throw error;
  }
}
