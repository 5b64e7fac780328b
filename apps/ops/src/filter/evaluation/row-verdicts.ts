import { z } from 'zod';
import type { FolderEvaluation } from './evaluate-folder.js';

export const explainedFailureSchema = z.object({
  row: z.string(),
  expected: z.string(),
  found: z.string(),
  /** Empty where nobody has given one. */
  reason: z.string(),
});
export type ExplainedFailure = z.infer<typeof explainedFailureSchema>;

type Asked = Pick<FolderEvaluation, 'failures' | 'asked'>;

/** Rows that do not pass, each with its reason. Places are shown, never a text: it may look like somebody's number. */
export function explainFailures({ failures }: Asked, reasons: Readonly<Record<string, string>>): ExplainedFailure[] {
  return failures.map(({ id, count, places, found }) => ({
    row: id,
    expected: places === undefined ? String(count) : shownPlaces(places),
    found: shownPlaces(found),
    reason: reasons[id] ?? '',
  }));
}

function shownPlaces(places: readonly (readonly number[])[]): string {
  return places.length === 0 ? 'none' : places.map((place) => place.join('-')).join(', ');
}

/** A row that does not pass without a reason, and a reason for a row that passes: both are faults. */
export function reasonFaults({ failures, asked }: Asked, reasons: Readonly<Record<string, string>>): readonly string[] {
  const failing = new Set(failures.map(({ id }) => id));
  return [
    ...[...failing].filter((id) => reasons[id] === undefined).map((id) => `${id} does not pass and has no reason`),
    ...Object.keys(reasons)
      .filter((id) => asked.has(id) && !failing.has(id))
      .map((id) => `${id} has a reason and passes`),
  ];
}
