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
  const waiting = rules
    .flatMap(({ rule, runs }) => runs.map((run) => ({ rule, ...run })))
    .map((each, id): Waiting<Rule> => ({ ...each, id }));
  const lookers = onceForEach(lookersOf<Rule>);
  const row = onceForEach((there: readonly Waiting<Rule>[]) =>
    upTo(KINDS).map((kind) => lookers(there.filter(({ ahead }) => isAmong(ahead, kind)))),
  );
  return upTo(LENGTH_MAX + 1).flatMap((length) => {
    const ofLength = waiting.filter(({ lengths: [min, max] }) => length >= min && length <= max);
    return upTo(KINDS).flatMap((kind) => row(ofLength.filter(({ behind }) => isAmong(behind, kind))));
  });
}

interface Waiting<Rule> extends DigitRuns {
  readonly rule: Rule;
  readonly id: number;
}

/** There are a hundred different sets of those who wait, for thousands of places. */
function onceForEach<Rule, Made extends object>(make: (those: readonly Waiting<Rule>[]) => Made): typeof make {
  const made = new Map<string, Made>();
  return (those) => {
    const key = those.map(({ id }) => id).join();
    const known = made.get(key) ?? make(those);
    made.set(key, known);
    return known;
  };
}

function isAmong(neighbours: Neighbours, kind: number): boolean {
  return ((neighbours >> kind) & 1) === 1;
}

function upTo(count: number): readonly number[] {
  return [...Array(count).keys()];
}

function lookersOf<Rule>(those: readonly Waiting<Rule>[]): Lookers<Rule> {
  const looking = [...Map.groupBy(those, ({ rule }) => rule)].map(([rule, runs]) => ({ rule, runs }));
  const isInWord = ({ wordLength }: DigitRuns): boolean => wordLength !== undefined;
  const others = looking.filter(({ runs }) => runs.every(isInWord));
  const anywhere = looking.filter(({ runs }) => !runs.every(isInWord));
  const lengths = new Set(others.flatMap(({ runs }) => runs.map(({ wordLength }) => wordLength)));
  const inWords = (length: number): readonly Rule[] =>
    lengths.has(length)
      ? others.filter(({ runs }) => runs.some(({ wordLength }) => wordLength === length)).map(({ rule }) => rule)
      : NOBODY;
  const goingOn = (length: number): readonly Rule[] =>
    anywhere
      .filter(({ runs }) => runs.some(({ next }) => next === undefined || (length >= next[0] && length <= next[1])))
      .map(({ rule }) => rule);
  const isAsked = anywhere.some(({ runs }) => runs.every(({ next }) => next !== undefined));
  return {
    byNextLength: upTo(isAsked ? NEXT_MAX + 1 : 1).map(goingOn),
    byWordLength: others.length === 0 ? NOBODY : upTo(LENGTH_MAX + 1).map(inWords),
  };
}

const NOBODY: readonly never[] = [];

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
