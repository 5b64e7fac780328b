import { givenNames } from '../check/given-names.js';
import { isInCode, nameFrom, nameUpTo } from './proper-name.js';
import type { Verify } from './verify.js';

/** A person's name that begins with a given name, of the lists in `check/given-names.ts`. */
export interface GivenNamePattern {
  readonly kind: 'given-name';
  /** Given names that are everyday words, in lower case: they begin no name. */
  readonly everyday: readonly string[];
  /** Words that make something else of the words before them, such as a street or a company. */
  readonly notLast: readonly string[];
  /** How often it is a person, with more names behind it and by itself. */
  readonly scores: { readonly full: number; readonly alone: number };
}

export function verifyGivenName({ everyday, notLast, scores }: GivenNamePattern): Verify {
  const { known, common } = givenNames();
  const isEveryday = new Set(everyday);
  const endsOther = new Set(notLast);
  return ({ text, meter }, { start, end }) => {
    const word = text.slice(start, end);
    meter.spend(1);
    const [first = ''] = word.toLowerCase().split(/['’-]/, 1);
    if (!known.has(first) || isEveryday.has(first) || (word.length > 1 && word === word.toUpperCase()))
      return undefined;
    const run = nameFrom(text, start, WORDS_MAX);
    if (!run) return undefined;
    meter.spend(run.end - start);
    if (isInCode(text, start, run.end)) return undefined;
    const last = text.slice(text.lastIndexOf(' ', run.end - 1) + 1, run.end);
    if (endsOther.has(last.toLowerCase().replace('.', ''))) return undefined;
    if (run.words > 1) return { start, end: run.end, score: scores.full, evidence: ['context'] };
    // A word that others with capitals go before is the last of their name: a place, a product, a title of a book.
    const isName = common.has(first) || isListed(text, start, run.end, (other) => common.has(other));
    if (!isName || nameUpTo(text, start - 1, { wordsMax: 1 }) !== undefined) return undefined;
    return { start, end: run.end, score: scores.alone, evidence: ['context'] };
  };
}

/** `Ann, Peter and Andrea`: what stands in a row with names is one. */
function isListed(text: string, start: number, end: number, isName: (word: string) => boolean): boolean {
  const next = NEXT.exec(text.slice(end, end + BESIDE_MAX))?.[1];
  const previous = PREVIOUS.exec(text.slice(Math.max(0, start - BESIDE_MAX), start))?.[1];
  return [next, previous].some((word) => word !== undefined && isName(word.toLowerCase()));
}

const BESIDE_MAX = 32;
const NEXT = /^(?:,| and|, and| &) (\p{Lu}[\p{L}\p{M}]{1,20})(?![\p{L}\p{N}])/u;
const PREVIOUS = /(?<!\p{L})(\p{Lu}[\p{L}\p{M}]{1,20})(?:,| and|, and| &) $/u;
const WORDS_MAX = 5;
