import { beside, type DigitRuns } from '../scan/digit-runs.js';
import { isAt } from './characters.js';
import type { Verify } from './verify.js';

/** A year by itself, from 1900 to 2099: four digits, told by the word before them. */
export interface YearPattern {
  readonly kind: 'year';
  /** Lower case, found in any case: `in 1982`, but not with what is counted behind it, as in `in 1982 steps`. */
  readonly before: readonly string[];
  /** `a 1982 comedy`: whatever the noun, unless it is one of quantities. */
  readonly articles: readonly string[];
  readonly score: number;
}

export const YEAR_RUNS: readonly DigitRuns[] = [
  { lengths: [4, 4], behind: beside.space & ~beside.joined.space, ahead: beside.noLetter | beside.letter },
  { lengths: [4, 4], behind: beside.slash, ahead: beside.slash },
];

export function verifyYear({ before, articles, score }: YearPattern): Verify {
  const cues = new Set(before);
  const determiners = new Set(articles);
  return ({ text, meter }, { start, end }) => {
    meter.spend(1);
    if (!CENTURIES.has(text.slice(start, start + 2)) || isPartOfNumber(text, end)) return undefined;
    if (text.charAt(start - 1) !== ' ') {
      return isBracketed(text, start, end) ? { start, end, score, evidence: ['context'] } : undefined;
    }
    const [, named = '', cue = ''] = WORDS_BEFORE.exec(text.slice(Math.max(0, start - WINDOW), start)) ?? [];
    meter.spend(WINDOW);
    const word = cue.toLowerCase();
    const isYear = determiners.has(word)
      ? isOfNoun(text, end)
      : cues.has(word) && (isNamed(named, word) || !isCounted(text, end));
    return isYear ? { start, end, score, evidence: ['context'] } : undefined;
  };
}

const CENTURIES: ReadonlySet<string> = new Set(['19', '20']);
/** `Vertigo (1958)`, not `f(1958)`. */
function isBracketed(text: string, start: number, end: number): boolean {
  return text.charAt(start - 1) === '(' && text.charAt(start - 2) === ' ' && text.charAt(end) === ')';
}

const WINDOW = 32;
const WORD_MAX = 24;
const WORDS_BEFORE = /(?:(?<!\p{L})(\p{L}{2,20}) )?(?<![\p{L}\p{N}])(\p{L}{1,9}) $/u;

/** `the Act of 1974 protects …`: what has a name is not counted. */
function isNamed(word: string, cue: string): boolean {
  return cue === 'of' && /^\p{Lu}\p{Ll}/u.test(word);
}

/** `the 1990s` is a decade; `1990x`, `1990.5`, `1990-01` are something else, `1990-2000` are two years. */
function isPartOfNumber(text: string, end: number): boolean {
  if (text.charAt(end) === 's') return isAt(text, end + 1, 'alphanumeric');
  if (isAt(text, end, 'word') || '%€$£°'.includes(text.charAt(end) || ' ')) return true;
  return '.,:/-'.includes(text.charAt(end) || ' ') && isAt(text, end + 1, 'alphanumeric');
}

/** Small letters right behind: what there are so many of. Words that no quantity begins with tell a year. */
function isCounted(text: string, end: number): boolean {
  const word = WORD_BEHIND.exec(text.slice(end, end + WORD_MAX))?.[1];
  return word !== undefined && isPlural(word);
}

/** `a 2017 comedy`, not `a 2048 bit key`. */
function isOfNoun(text: string, end: number): boolean {
  if (text.charAt(end) === 's') return true;
  const word = WORD_BEHIND.exec(text.slice(end, end + WORD_MAX))?.[1];
  return word !== undefined && !UNIT.test(word) && !isPlural(word);
}

const WORD_BEHIND = /^ (\p{L}{2,20})/u;
/** A plural: of what is counted there are many. Verbs behind a year (`in 1982 was`) end so too, and are few. */
function isPlural(word: string): boolean {
  return word.endsWith('s') && word === word.toLowerCase() && !NO_PLURALS.has(word);
}

const NO_PLURALS: ReadonlySet<string> = new Set([
  ...['is', 'was', 'has', 'as', 'its', 'his', 'this', 'does', 'across', 'whereas', 'towards', 'thus', 'plus'],
]);
const UNIT =
  /^(?:bits?|bytes?|[kmgt]i?b|pixels?|px|char|character|m[msl]?|km|kg|hz|[kmg]hz|watt|volt|page|line|row|word|item|user|port|mile|meter|metre|dollar|euro|percent|people)$/iu;
