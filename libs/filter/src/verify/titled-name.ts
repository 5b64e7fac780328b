import { isCapitalAt } from '../scan/capital-words.js';
import { isInCode, nameFrom } from './proper-name.js';
import type { Verify } from './verify.js';

/** A form of address, as it is written, with a name right behind it. */
export interface TitledNamePattern {
  readonly kind: 'titled-name';
  readonly titles: readonly string[];
  /** Which of both is found. */
  readonly takes: 'title' | 'name';
  readonly score: number;
}

export function verifyTitledName({ titles, takes, score }: TitledNamePattern): Verify {
  const known = new Set(titles);
  return ({ text, meter }, { start, end }) => {
    meter.spend(1);
    if (!known.has(text.slice(start, end))) return undefined;
    const titleEnd = text.charAt(end) === '.' ? end + 1 : end;
    if (text.charAt(titleEnd) !== ' ' || !isCapitalAt(text, titleEnd + 1)) return undefined;
    if (takes === 'title') return { start, end: titleEnd, score, evidence: ['context'] };
    const name = nameFrom(text, titleEnd + 1, WORDS_MAX);
    if (!name || isInCode(text, name.start, name.end)) return undefined;
    meter.spend(name.end - start);
    return { start: name.start, end: name.end, score, evidence: ['context'] };
  };
}

const WORDS_MAX = 5;
