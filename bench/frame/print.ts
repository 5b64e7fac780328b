import { type Report, type Verdict } from './report.ts';
import { type Spread } from './statistics.ts';
import { type FigureTerms } from './suite.ts';

/** The report as a table and the targets, for a terminal. */
export function printed(report: Report, figures: Readonly<Record<string, FigureTerms>>): string {
  const shown = Object.entries(figures);
  const rows = [
    ['', ...shown.map(([, { label }]) => label)],
    ...Object.entries(report.contestants).map(([name, measured]) => [
      name,
      ...shown.map(([figure, { digits = 0 }]) => spreadText(measured[figure], digits)),
    ]),
  ];
  return [report.title, ...table(rows), '', ...report.targets.map(verdictText)].join('\n');
}

function spreadText(spread: Spread | undefined, digits: number): string {
  if (spread === undefined) return '-';
  const [median, min, max] = [spread.median, spread.min, spread.max].map((value) =>
    value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );
  return `${median} (${min}–${max})`;
}

function verdictText({ claim, bound, median, min, max, met, against }: Verdict): string {
  const aim = 'most' in bound ? `<= ${bound.most}` : `>= ${bound.least}`;
  const text = (value: number): string =>
    value.toLocaleString('en', { maximumFractionDigits: against === undefined ? 0 : 2 });
  return `${met ? 'met   ' : 'MISSED'} ${claim}: ${text(median)} (${text(min)}–${text(max)}), aimed at ${aim}`;
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}
