import type { Rule } from './pack.js';

/** The rule of a number that a country gives out: told by its labels and by what the library validates. */
export function nationalRule(
  pack: string,
  number: string,
  type: string,
  labels: readonly string[],
  sample: string,
): Rule {
  return {
    id: `${pack}.${number.replaceAll(/[/_]/g, '-')}`,
    type,
    family: 'identity',
    pattern: { kind: 'labelled', labels, value: { number }, score: 0.95 },
    mask: { keepFirst: 0, keepLast: 3, hideMin: 4, separators: ' -./,' },
    examples: labels.map((label) => `${label}: ⟦${sample}⟧`),
    counterExamples: [sample, `${labels[0] ?? ''} of the year`, `${labels[0] ?? ''}: 1 of 2`],
  };
}
