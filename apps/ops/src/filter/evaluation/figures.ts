import type { Score } from '@strongroom/filter';
import { z } from 'zod';

const fraction = z.number().min(0).max(1);
const estimateSchema = z.object({ value: fraction, low: fraction, high: fraction });
/** What is measured, with its 95 % interval; all of them fractions, to three places. */
export type Estimate = z.infer<typeof estimateSchema>;

export const figureRowSchema = z.object({
  /** The file. */
  data: z.string(),
  kind: z.enum(['documents', 'recognizer rows', 'credential lines', 'attack requests']),
  family: z.string(),
  type: z.string(),
  /** How many are marked. */
  marked: z.number().int().min(0),
  // Absent where it would be a share of nothing, or where a row can only be right or wrong.
  precision: estimateSchema.optional(),
  recall: estimateSchema.optional(),
  f2: estimateSchema.optional(),
  /** Of what only looks like one: how much was found. */
  alarms: estimateSchema.optional(),
});
/** A line of the table: a type, a family, or everything that a file of the folder is marked for. */
export type FigureRow = z.infer<typeof figureRowSchema>;

export function estimate({ value, low, high }: Estimate): Estimate {
  const rounded = (figure: number): number => Math.round(figure * 1_000) / 1_000;
  return { value: rounded(value), low: rounded(low), high: rounded(high) };
}

export function estimatesOf(
  { hits, misses, falseAlarms, intervals, ...figures }: Score,
  names: readonly ('precision' | 'recall' | 'f2')[] = ['precision', 'recall', 'f2'],
): Pick<FigureRow, 'marked' | 'precision' | 'recall' | 'f2'> {
  // A share of nothing would be shown as perfect.
  const of = { precision: hits + falseAlarms, recall: hits + misses, f2: hits + misses + falseAlarms };
  const known = names.filter((name) => of[name] > 0);
  return {
    marked: hits + misses,
    ...Object.fromEntries(known.map((name) => [name, estimate({ value: figures[name], ...intervals[name] })])),
  };
}

export function shownEstimate(figure: Estimate | undefined): string {
  return figure ? `${figure.value.toFixed(3)} (${figure.low.toFixed(3)}-${figure.high.toFixed(3)})` : '';
}
