import type { IdentifierPattern } from '../verify/identifier.js';
import type { Family, Rule } from './pack.js';

interface IdentifierFormat extends Omit<IdentifierPattern, 'kind'> {
  /** `pack.name`. */
  readonly id: string;
  readonly type: string;
  readonly family?: Family;
  /** Drawn, not given out; written as people write it. */
  readonly samples: readonly string[];
  /** What is nearly one. */
  readonly near: readonly string[];
}

/** The rule of a number with a form of its own: found behind one of its words, or anywhere if its form says enough. */
export function identifierRule({ id, type, family = 'identity', samples, near, ...pattern }: IdentifierFormat): Rule {
  const word = pattern.context[0] ?? '';
  return {
    id,
    type,
    family,
    pattern: { kind: 'identifier', ...pattern },
    mask: { keepFirst: 0, keepLast: 3, hideMin: 4, separators: ' -./' },
    examples: samples.map((sample) => `${word} ⟦${sample}⟧, as given`),
    counterExamples: [...near, ...samples.flatMap((sample) => [`x9${sample}`, `${sample}7z`])],
  };
}
