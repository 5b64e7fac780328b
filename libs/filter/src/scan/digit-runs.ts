import { isAt, runEnd, runStart } from '../verify/characters.js';

/** What may stand beside a run of digits, as far as rules care. Letters are those of ASCII. */
const base = {
  none: 1,
  hexLetter: 2,
  otherLetter: 4,
  dot: 8,
  hyphen: 16,
  colon: 32,
  space: 64,
  slash: 128,
  other: 256,
};
/** A mark that parts the run from more of the same: behind it stands another digit, ahead of it one or a further mark. */
const joined = { dot: 512, hyphen: 1_024, colon: 2_048, space: 4_096, slash: 8_192 };

/** Some of them, as a sum of bits. */
type Neighbours = number;

const noLetter =
  base.none |
  base.dot |
  base.hyphen |
  base.colon |
  base.space |
  base.slash |
  base.other |
  joined.dot |
  joined.hyphen |
  joined.colon |
  joined.space |
  joined.slash;

export const beside = {
  anything: noLetter | base.hexLetter | base.otherLetter,
  hexLetter: base.hexLetter,
  letter: base.hexLetter | base.otherLetter,
  noLetter,
  dot: base.dot | joined.dot,
  hyphen: base.hyphen | joined.hyphen,
  colon: base.colon | joined.colon,
  space: base.space | joined.space,
  slash: base.slash | joined.slash,
  /** `/`, `(` or `)`, as all of these with more of the number behind it. */
  joined,
} as const;

/** Which runs of digits a rule has to look at: most places of most texts are ruled out by this alone. */
export interface DigitRuns {
  /** Fewest and most digits of the run itself, so of a number in groups those of its first group. Both belong to it. */
  readonly lengths: readonly [min: number, max: number];
  readonly behind: Neighbours;
  readonly ahead: Neighbours;
  /** How many letters and digits there are in one piece, of which these are the first digits; any number if not given. */
  readonly wordLength?: number;
  /** Fewest and most digits behind the mark ahead of the run, so of the second group; any number if not given. */
  readonly next?: readonly [min: number, max: number];
}

/** Who looks at a run, by its length and what stands beside it. */
export type DigitTable<Rule> = readonly Lookers<Rule>[];

interface Lookers<Rule> {
  /** By the number of digits behind the mark ahead of it; one entry where that makes no difference. */
  readonly byNextLength: readonly (readonly Rule[])[];
  /** Who looks at it in a word of so many letters and digits; empty where there is nobody. */
  readonly byWordLength: readonly (readonly Rule[])[];
}

export function digitTable<Rule>(
  rules: readonly { readonly rule: Rule; readonly runs: readonly DigitRuns[] }[],
): DigitTable<Rule> {
  const size = (LENGTH_MAX + 1) * KINDS * KINDS;
  const known = new Map<string, Lookers<Rule>>();
  return Array.from({ length: size }, (_, slot) => {
    const length = Math.floor(slot / (KINDS * KINDS));
    const behind = 1 << (Math.floor(slot / KINDS) % KINDS);
    const looksAt = (runs: DigitRuns): boolean =>
      length >= runs.lengths[0] &&
      length <= runs.lengths[1] &&
      (runs.behind & behind) !== 0 &&
      (runs.ahead & (1 << (slot % KINDS))) !== 0;
    const looking = rules.flatMap(({ rule, runs }, index) => {
      const those = runs.filter(looksAt);
      return those.length === 0 ? [] : [{ rule, index, those }];
    });
    // A few hundred different sets for thousands of places.
    const key = looking.map(({ index, those }) => `${index}:${those.map(keyOf).join()}`).join(' ');
    const lookers = known.get(key) ?? lookersOf(looking);
    known.set(key, lookers);
    return lookers;
  });
}

function keyOf({ wordLength, next }: DigitRuns): string {
  return `${wordLength ?? ''}/${next?.join('-') ?? ''}`;
}

function lookersOf<Rule>(
  looking: readonly { readonly rule: Rule; readonly those: readonly DigitRuns[] }[],
): Lookers<Rule> {
  const isInWord = ({ wordLength }: DigitRuns): boolean => wordLength !== undefined;
  const others = looking.filter(({ those }) => those.every(isInWord));
  const anywhere = looking.filter(({ those }) => !those.every(isInWord));
  const inWords = (length: number): readonly Rule[] =>
    others.filter(({ those }) => those.some(({ wordLength }) => wordLength === length)).map(({ rule }) => rule);
  const goingOn = (length: number): readonly Rule[] =>
    anywhere
      .filter(({ those }) => those.some(({ next }) => next === undefined || (length >= next[0] && length <= next[1])))
      .map(({ rule }) => rule);
  const isAsked = anywhere.some(({ those }) => those.every(({ next }) => next !== undefined));
  return {
    byNextLength: Array.from({ length: isAsked ? NEXT_MAX + 1 : 1 }, (_, length) => goingOn(length)),
    byWordLength: others.length === 0 ? [] : Array.from({ length: LENGTH_MAX + 1 }, (_, length) => inWords(length)),
  };
}

/** How many digits stand behind the mark at `end`; from `NEXT_MAX` on all are one. */
export function nextLength(text: string, end: number): number {
  return runEnd(text, end + 1, 'digit', NEXT_MAX) - (end + 1);
}

const NEXT_MAX = 20;

/** How many letters and digits stand in one piece of which these are the first digits; 0 if they are not, or there are too many for any rule. */
export function wordLength(text: string, start: number, end: number): number {
  const from = runStart(text, start, 'letter', LENGTH_MAX);
  if (isAt(text, from - 1, 'alphanumeric')) return 0;
  const length = runEnd(text, end, 'alphanumeric', LENGTH_MAX) - from;
  return length > LENGTH_MAX ? 0 : length;
}

/** The place in the table of the run `text[start, end)`. */
export function digitSlot(text: string, start: number, end: number): number {
  const behind = start === 0 ? NONE : kindOf(text.charCodeAt(start - 1), start > 1 && isDigit(text, start - 2));
  const ahead = end === text.length ? NONE : kindOf(text.charCodeAt(end), goesOn(text, end + 1));
  return (Math.min(end - start, LENGTH_MAX) * KINDS + behind) * KINDS + ahead;
}

/** Longer runs are one kind. */
const LENGTH_MAX = 40;
const KINDS = 14;
const NONE = Math.log2(base.none);
const OTHER = Math.log2(base.other);

function kindOf(code: number, isJoined: boolean): number {
  return (isJoined ? joinedKinds[code] : kinds[code]) ?? OTHER;
}

function isDigit(text: string, index: number): boolean {
  return kinds[text.charCodeAt(index)] === DIGIT;
}

function goesOn(text: string, index: number): boolean {
  return index < text.length && goingOn[text.charCodeAt(index)] === 1;
}

const DIGIT = 255;
const marks: Readonly<Record<string, keyof typeof joined>> = {
  '.': 'dot',
  '-': 'hyphen',
  ':': 'colon',
  ' ': 'space',
  '/': 'slash',
  '(': 'slash',
  ')': 'slash',
};

const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
const kinds = Uint8Array.from(ascii, (character) => {
  if (/\d/.test(character)) return DIGIT;
  if (/[a-z]/i.test(character)) return Math.log2(/[a-f]/i.test(character) ? base.hexLetter : base.otherLetter);
  const mark = marks[character];
  return mark ? Math.log2(base[mark]) : OTHER;
});
const joinedKinds = Uint8Array.from(ascii, (character, code) => {
  const mark = marks[character];
  return mark ? Math.log2(joined[mark]) : (kinds[code] ?? OTHER);
});
const goingOn = Uint8Array.from(ascii, (character) => (/[\d\-./ ()]/.test(character) ? 1 : 0));
