import type { LabelledPattern } from '../verify/labelled.js';
import { groupsMask } from './masks.js';
import type { Family, Rule } from './pack.js';

interface LabelledFormat extends Omit<LabelledPattern, 'kind' | 'value'> {
  /** `pack.name`. */
  readonly id: string;
  readonly type: string;
  readonly family?: Family;
  readonly form: string;
  readonly caseMatters?: boolean;
  readonly examples: readonly string[];
  readonly counterExamples: readonly string[];
}

/** The rule of a value that only the words before it tell. */
export function labelledRule(format: LabelledFormat): Rule {
  const { id, type, family = 'identity', form, caseMatters = false, examples, counterExamples, ...pattern } = format;
  return {
    id,
    type,
    family,
    pattern: { kind: 'labelled', ...pattern, value: { form, caseMatters } },
    mask: groupsMask,
    examples,
    counterExamples,
  };
}
