import { z } from 'zod';
import { type FigureRow, figureRowSchema, shownEstimate } from './figures.js';
import { explainedFailureSchema } from './row-verdicts.js';
import { type Target, targets } from './targets.js';

const rows = z.array(figureRowSchema);
export const scoreboardSchema = z.object({
  halves: z.object({ tuning: rows, checking: rows }),
  failures: z.array(explainedFailureSchema),
});
/** What is recorded of an evaluation, and what the page is written from. */
export type Scoreboard = z.infer<typeof scoreboardSchema>;

const figureNames = ['precision', 'recall', 'f2', 'alarms'] as const;
const halfNames = ['tuning', 'checking'] as const;

/** The page, in Markdown; the same for the same figures. */
export function renderScoreboard({ halves, failures }: Scoreboard): string {
  return [
    '# Scoreboard of the filter',
    '',
    'Written by `strongroom filter eval <folder> --scoreboard <this page>`, which records the figures beside it in JSON;',
    '`--ratchet <that file>` fails when one of them gets worse. Do not edit.',
    '',
    'Rules are made with the **tuning** half in sight, not with the **checking** half; of that only the rows of Presidio that do not',
    'pass were read, once, to give their reasons. Intervals are the middle 95 % of 1,000 resamples of the documents. The figures',
    'of peers are recorded, not measured again, and are of whole and larger sets; **missed** is what does not reach its target.',
    '',
    '## Targets',
    '',
    ...table(
      ['what', 'type', 'figure', 'target', 'tuning', 'checking', 'marked', 'peers'],
      targets.flatMap((target) => targetLines(target, halves)),
    ),
    '',
    ...halfNames.flatMap((half) => [
      `## All figures of the ${half} half`,
      '',
      ...table(
        ['data', 'family', 'type', 'marked', 'precision', 'recall', 'F2', 'alarms'],
        halves[half].map((row) => [
          ...[row.data, row.family, row.type, String(row.marked)],
          ...figureNames.map((name) => shownEstimate(row[name])),
        ]),
      ),
      '',
    ]),
    '## Rows of Presidio that do not pass',
    '',
    'Places count code points. A row is called by its recogniser and the beginning of the SHA-256 of its text.',
    '',
    ...table(
      ['row', 'expected', 'found', 'reason'],
      failures.map(({ row, expected, found, reason }) => [row, expected, found, reason]),
    ),
    '',
  ].join('\n');
}

/** A line for each figure of each type that has a goal and that the data is marked for. */
function targetLines({ what, kind, types, goals, peers }: Target, halves: Scoreboard['halves']): readonly string[][] {
  return types.flatMap((type) =>
    figureNames.flatMap((name) => {
      const goal = goals[name];
      const [tuning, checking] = halfNames.map((half) => halves[half].find((row) => isOf(row, kind, type)));
      if (goal === undefined || (!tuning && !checking)) return [];
      const shown = (row: FigureRow | undefined): string => {
        const value = row?.[name]?.value;
        if (value === undefined) return '';
        return (name === 'alarms' ? value <= goal : value >= goal)
          ? value.toFixed(3)
          : `${value.toFixed(3)} **missed**`;
      };
      const sign = name === 'alarms' ? '<=' : '>=';
      const marked = [tuning, checking].map((row) => String(row?.marked ?? 0)).join(' + ');
      return [[what, type, name, `${sign} ${String(goal)}`, shown(tuning), shown(checking), marked, peers]];
    }),
  );
}

/** The overall rows stand before the families, whose rows are called `all` too. */
function isOf(row: FigureRow, kind: FigureRow['kind'], type: string): boolean {
  return row.kind === kind && row.type === type;
}

function table(headers: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line)];
}
