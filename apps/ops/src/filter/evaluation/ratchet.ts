import type { FigureRow } from './figures.js';

/**
 * What has become worse than what was recorded of the same data: a figure that fell, more alarms, a row that is no longer
 * there. Data that nothing is recorded of is not judged.
 */
export function worseThan(recorded: readonly FigureRow[], measured: readonly FigureRow[]): readonly string[] {
  const files = new Set(measured.map(({ data }) => data));
  return recorded
    .filter(({ data }) => files.has(data))
    .flatMap((before) => {
      const now = measured.find((row) => nameOf(row) === nameOf(before));
      if (!now) return [`${nameOf(before)} is recorded and was not measured`];
      return (['precision', 'recall', 'f2', 'alarms'] as const).flatMap((name) => {
        const was = before[name]?.value;
        const is = now[name]?.value;
        if (was === undefined || is === undefined) return [];
        return (name === 'alarms' ? is > was : is < was)
          ? [`${name} of ${nameOf(before)} was ${was.toFixed(3)} and is ${is.toFixed(3)}`]
          : [];
      });
    });
}

function nameOf({ data, family, type }: FigureRow): string {
  return `${data}, ${family}, ${type}`;
}
