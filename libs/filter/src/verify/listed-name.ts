import { isCapitalAt, isLetterAt } from '../scan/capital-words.js';
import { isInCode } from './proper-name.js';
import type { Verify } from './verify.js';

/** A name that is known as a whole, as it is written, such as that of a country. */
export interface ListedNamePattern {
  readonly kind: 'listed-name';
  readonly names: readonly string[];
  readonly score: number;
}

/** Part of a longer name is something else: `Paris Hilton`. */
export function verifyListedName({ score }: ListedNamePattern): Verify {
  return ({ text, meter }, { start, end }) => {
    meter.spend(1);
    if (isLetterAt(text, start - 1) || isLetterAt(text, end) || isInCode(text, start, end)) return undefined;
    if (text.charAt(end) === ' ' && isCapitalAt(text, end + 1)) return undefined;
    return { start, end, score, evidence: ['context'] };
  };
}
