import { beside, type DigitRuns } from '../scan/digit-runs.js';
import { isAt, runEnd } from './characters.js';
import { nearby } from './context.js';
import type { Surroundings, Verdict, Verify } from './verify.js';

/** A telephone number: international (E.164), as North America prints it, or any with a word nearby. */
export interface PhonePattern {
  readonly kind: 'phone';
  /** How many digits may follow a country code, fewest and most; the one or two digits it begins with will do. */
  readonly countryCodes: Readonly<Record<string, readonly [number, number]>>;
  /** Words near a number that make it one; lower case letters. */
  readonly context: readonly string[];
}

/** Each number is read from its first group only. */
const NOT_LATER =
  beside.noLetter & ~(beside.joined.hyphen | beside.joined.dot | beside.joined.space | beside.joined.slash);
/** A first group, or a whole number. */
export const PHONE_RUNS: readonly DigitRuns[] = [
  {
    lengths: [1, 18],
    behind: NOT_LATER,
    ahead: beside.joined.hyphen | beside.joined.dot | beside.joined.space | beside.joined.slash,
  },
  { lengths: [7, 18], behind: NOT_LATER, ahead: beside.anything },
];

export function verifyPhone({ countryCodes, context }: PhonePattern): Verify {
  const isNearWord = nearby(context);
  return (around, { start: digits, end: firstEnd }) => {
    const { text, meter } = around;
    if (isAt(text, digits - 1, 'alphanumeric') || isLaterGroup(text, digits)) return undefined;
    if (!isSeparatorAt(text, firstEnd) && !mayBeAlone(text, digits, firstEnd)) return undefined;
    const number = groupsFrom(text, digits);
    meter.spend(number.end - digits + 1);
    if (number.count < DIGITS_MIN || number.count > DIGITS_MAX) return undefined;
    // Dates of logs go on with a `T`: known before anything is copied.
    if (isAt(text, number.end, 'alphanumeric') && !BEGINS_EXTENSION.has(text.charAt(number.end))) return undefined;

    const lead = LEAD.exec(text.slice(Math.max(0, digits - LEAD_MAX), digits))?.[0] ?? '';
    const start = digits - lead.length;
    const written = text.slice(start, number.end);
    const end = number.end + extensionLength(text, number.end);
    if (isAt(text, start - 1, 'alphanumeric') || isAt(text, end, 'alphanumeric')) return undefined;
    if (LOOKS_LIKE_OTHERS.test(written)) return undefined;
    const form = formOf(written, countryCodes);
    if (form === 'none' && written.startsWith('+')) return undefined;
    return judge(around, { start, end, form, isPlausible: number.count <= NATIONAL_MAX }, isNearWord);
  };
}

const DIGITS_MIN = 7;
/** E.164, section 6.1, with a trunk zero and the prefix `00`. */
const DIGITS_MAX = 18;
const NATIONAL_MAX = 12;
const LEAD_MAX = 2;
const LEAD = /(?:\+\(?|\()$/;

type Form = 'international' | 'north-american' | 'none';
interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly form: Form;
  /** Not longer than a number is without its country. */
  readonly isPlausible: boolean;
}

function judge(around: Surroundings, candidate: Candidate, isNearWord: ReturnType<typeof nearby>): Verdict | undefined {
  const { start, end, form } = candidate;
  switch (form) {
    case 'international':
      return { start, end, score: 0.95, evidence: ['range'] };
    case 'north-american':
      return { start, end, score: 0.8, evidence: ['range'] };
    case 'none':
      return candidate.isPlausible && isNearWord(around, start, end)
        ? { start, end, score: 0.85, evidence: ['context'] }
        : undefined;
  }
}

const separators = new Uint8Array(128);
for (const separator of '-./ ()') separators[separator.charCodeAt(0)] = 1;

function isSeparatorAt(text: string, index: number): boolean {
  return index >= 0 && index < text.length && separators[text.charCodeAt(index)] === 1;
}

/** A group behind another one of the same number: each number is read from its first digit only. */
function isLaterGroup(text: string, digits: number): boolean {
  if (!isSeparatorAt(text, digits - 1)) return false;
  return isAt(text, digits - 2, 'digit') || (isSeparatorAt(text, digits - 2) && isAt(text, digits - 3, 'digit'));
}

/** Most numbers in a text are no telephone numbers, and this is known at once: too short, too long, part of a name. */
function mayBeAlone(text: string, start: number, end: number): boolean {
  if (text[start - 1] === '+') return true;
  const length = end - start;
  return length >= DIGITS_MIN && length <= NATIONAL_MAX && !PARTS_OF_NAMES.has(text.charAt(start - 1));
}

const PARTS_OF_NAMES: ReadonlySet<string> = new Set(['/', '-', '.', '_', '#']);

/** The groups of digits from `start` on, with one or two separators between them. */
function groupsFrom(text: string, start: number): { readonly end: number; readonly count: number } {
  let end = start;
  let count = 0;
  for (let next = start; isAt(text, next, 'digit') && count <= DIGITS_MAX;) {
    end = runEnd(text, next, 'digit', DIGITS_MAX + 1);
    count += end - next;
    next = end;
    while (next - end < 2 && isSeparatorAt(text, next)) next++;
  }
  return { end, count };
}

const EXTENSION = /^ ?(?:x|ext\.?|#) ?\d{1,6}/i;
const EXTENSION_MAX = 12;
const BEGINS_EXTENSION: ReadonlySet<string> = new Set(['x', 'X', 'e', 'E']);

function extensionLength(text: string, end: number): number {
  return EXTENSION.exec(text.slice(end, end + EXTENSION_MAX))?.[0].length ?? 0;
}

/** Dates, times, addresses of machines, social security numbers, amounts, and postcodes with four digits more. */
const LOOKS_LIKE_OTHERS =
  /^(?:(?:19|20)\d\d([-./])\d\d?\1\d\d?(?:$|[ T])|\d\d?([-./])\d\d?\2(?:19|20)\d\d|\d{1,3}(?:\.\d{1,3}){3}$|\d{3}-\d\d-\d{4}$|\d+\.\d{1,2}$|\d{5}-\d{3,4}$|\d{4}([- ])\d{4}\3\d{4}|(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d$)/;

/** Area and exchange begin with 2 to 9, and end in no `11` (North American Numbering Plan). */
const NORTH_AMERICAN = /^(?:1[-. ])?(?:\((?!\d11)[2-9]\d\d\) ?|(?!\d11)[2-9]\d\d[-.])(?!\d11)[2-9]\d\d[-.]\d{4}$/;

function formOf(written: string, countryCodes: PhonePattern['countryCodes']): Form {
  if (NORTH_AMERICAN.test(written)) return 'north-american';
  const digits = written.replace('(0)', '').replaceAll(/\D/g, '');
  const prefix = written.startsWith('+') ? '' : INTERNATIONAL_PREFIX.exec(written)?.[0];
  if (prefix === undefined) return 'none';
  const number = digits.slice(prefix.replaceAll(/\D/g, '').length);
  for (const length of [1, 2, 3]) {
    const range = Object.hasOwn(countryCodes, number.slice(0, length))
      ? countryCodes[number.slice(0, length)]
      : undefined;
    if (!range) continue;
    const national = number.length - length;
    return national >= range[0] && national <= range[1] ? 'international' : 'none';
  }
  return 'none';
}

/** `0044 20 …`: in one piece with what follows it is any number. */
const INTERNATIONAL_PREFIX = /^00(?=[-. ]?[1-9]\d{0,2}[-. (])/;
