import { type IdentifierCheck, identifierCheck } from '../check/identifier-checks.js';
import { beside, type DigitRuns } from '../scan/digit-runs.js';
import { isAt, runStart } from './characters.js';
import { nearby } from './context.js';
import { shapeReader, shapeRuns } from './shape.js';
import type { Evidence, Verify } from './verify.js';

/** A number with a form of its own: a person's, a company's, a document's, a device's. Its first run of digits is the anchor. */
export interface IdentifierPattern {
  readonly kind: 'identifier';
  /** See `verify/shape.ts`: `9` a digit, `A` a letter, `X` either, `~` a space, hyphen or nothing; the rest is itself. */
  readonly shapes: readonly string[];
  /** The source of a regular expression over its letters and digits, in capitals, of which every quantifier has a bound. */
  readonly only?: string;
  readonly check?: IdentifierCheck;
  /** Words near a number that make it one; lower case letters. */
  readonly context: readonly string[];
  /** Its letters are capitals where no word says what it is: small ones are hexadecimal, and names, more often. */
  readonly capitals?: true;
  /** How often what fits is one, alone, with such a word, and when its check digit is wrong: not at all if not given. */
  readonly scores: { readonly alone: number; readonly named: number; readonly failed?: number };
}

export function identifierRuns({ shapes }: IdentifierPattern): readonly DigitRuns[] {
  return shapes.flatMap((shape) => {
    const { leads, runs, behindMark } = shapeRuns(shape);
    const behind =
      (behindMark ? PARTED : leads.includes(0) ? BEGINS : 0) | (leads.some((lead) => lead > 0) ? beside.letter : 0);
    return runs.map(({ lengths, ahead, goesOn, next }) => ({
      lengths,
      behind,
      ahead: ahead.reduce((sum, kind) => sum | (goesOn ? { ...aheads, ...beside.joined } : aheads)[kind], 0),
      ...(MARK.test(shape) ? {} : { wordLength: shape.length }),
      ...(next && { next }),
    }));
  });
}

/** Digits of a date, a version, an address go on behind a mark and begin no number. */
const BEGINS = beside.noLetter & ~(beside.joined.hyphen | beside.joined.dot | beside.joined.slash);

/** What parts letters of a number from its first digits. */
const PARTED = beside.hyphen | beside.space | beside.dot;

/** What the table of runs calls that which stands behind the first digits. */
const aheads = {
  end: beside.noLetter,
  letter: beside.letter,
  hyphen: beside.hyphen,
  dot: beside.dot,
  colon: beside.colon,
  space: beside.space,
  slash: beside.joined.slash,
} as const;

export function verifyIdentifier({ shapes, only, check, context, capitals, scores }: IdentifierPattern): Verify {
  const isNearWord = nearby(context);
  const fits = only === undefined ? undefined : new RegExp(`^(?:${only})$`);
  const passes = check && identifierCheck(check);
  const bare: Evidence[] = check ? ['checksum'] : [];
  const starts = startsByLetters(shapes);
  return (around, { start: digitsStart }) => {
    const { text, meter } = around;
    const letters = digitsStart - runStart(text, digitsStart, 'letter', LETTERS_MAX);
    for (const { endFrom, lead, length } of starts[letters] ?? []) {
      const start = digitsStart - lead;
      if (start < 0 || isAt(text, start - 1, 'word')) continue;
      // Most are ruled out by their length, which needs no reading.
      if (length > 0 && (!isAt(text, start + length - 1, 'alphanumeric') || isAt(text, start + length, 'word')))
        continue;
      const end = endFrom(text, start);
      meter.spend(1);
      if (end === undefined || goesOn(text, start, end)) continue;
      meter.spend(end - start);
      const compact = text.slice(start, end).replaceAll(MARKS, '').toUpperCase();
      if (fits && !fits.test(compact)) continue;
      const verdict = { start, end };
      if (passes && !passes(compact, text.slice(start, end))) {
        if (scores.failed !== undefined) return { ...verdict, score: scores.failed, evidence: [] };
        continue;
      }
      if (context.length > 0 && isNearWord(around, start, end)) {
        return { ...verdict, score: scores.named, evidence: [...bare, 'context'] };
      }
      if (capitals && SMALL.test(text.slice(start, end))) continue;
      return { ...verdict, score: scores.alone, evidence: bare };
    }
    return undefined;
  };
}

interface Start {
  readonly endFrom: ReturnType<typeof shapeReader>;
  /** How many characters of it stand before its first digits. */
  readonly lead: number;
  /** Of the whole, where every character is a letter or digit. */
  readonly length: number;
}

/** What can begin where so many letters stand right before the digits; behind a mark they do not matter. */
function startsByLetters(shapes: readonly string[]): readonly (readonly Start[])[] {
  const starts = shapes.flatMap((shape) => {
    const { leads, behindMark } = shapeRuns(shape);
    const about = { endFrom: shapeReader(shape), behindMark, length: MARK.test(shape) ? 0 : shape.length };
    return leads.map((lead) => ({ ...about, lead }));
  });
  return Array.from({ length: LETTERS_MAX + 1 }, (_, letters) =>
    starts.filter(({ lead, behindMark }) => behindMark || lead === letters),
  );
}

const LETTERS_MAX = 20;
const MARK = /[^Aa-z90X]/;
const SMALL = /[a-z]/;
const MARKS = /[^\p{L}\p{N}]/gu;

/** Part of something longer is something else: so are four of five groups. */
function goesOn(text: string, start: number, end: number): boolean {
  if (isAt(text, end, 'word')) return true;
  const [before, behind] = [text.charAt(start - 1), text.charAt(end)];
  if ('-./:'.includes(behind) && isAt(text, end + 1, 'alphanumeric')) return true;
  if ('-./'.includes(before) && isAt(text, start - 2, 'alphanumeric')) return true;
  if (!text.slice(start, end).includes(' ')) return false;
  return (behind === ' ' && isAt(text, end + 1, 'digit')) || (before === ' ' && isAt(text, start - 2, 'digit'));
}
