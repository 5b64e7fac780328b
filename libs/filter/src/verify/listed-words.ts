import { wordEnd } from '../scan/capital-words.js';
import { isInCode, nameFrom } from './proper-name.js';
import type { Verify } from './verify.js';

/** A name that begins with one of some words and goes on behind a small one: `University of …`, `Bank of the …`. */
export interface ListedWordsPattern {
  readonly kind: 'listed-words';
  readonly heads: readonly string[];
  /** What may stand between the first word and the rest, with one space between its own words. */
  readonly joints: readonly string[];
  readonly score: number;
}

export function verifyListedWords({ heads, joints, score }: ListedWordsPattern): Verify {
  const first = new Set(heads);
  const longestFirst = [...joints].sort((a, b) => b.length - a.length);
  return ({ text, meter }, { start, end }) => {
    meter.spend(1);
    if (wordEnd(text, start) !== end || !first.has(text.slice(start, end))) return undefined;
    const joint = longestFirst.find((words) => text.startsWith(` ${words} `, end));
    const rest = joint === undefined ? undefined : nameFrom(text, end + joint.length + 2, REST_WORDS_MAX);
    if (!rest || isInCode(text, start, rest.end)) return undefined;
    meter.spend(rest.end - start);
    return { start, end: rest.end, score, evidence: ['context'] };
  };
}

const REST_WORDS_MAX = 4;
