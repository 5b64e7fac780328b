import { beside, type DigitRuns } from '../scan/digit-runs.js';
import { isAt, runEnd } from './characters.js';
import { nearby } from './context.js';
import type { Surroundings, Verdict, Verify } from './verify.js';

/** A United States social security number, in groups of 3, 2 and 4 digits or, with a word nearby, in one piece. */
export interface UsSsnPattern {
  readonly kind: 'us-ssn';
  /** Words near a number that make it one; lower case letters. */
  readonly context: readonly string[];
}

export const US_SSN_RUNS: readonly DigitRuns[] = [
  {
    lengths: [3, 3],
    next: [2, 2],
    behind: beside.noLetter,
    ahead: beside.joined.hyphen | beside.joined.dot | beside.joined.space,
  },
  { lengths: [9, 9], behind: beside.noLetter, ahead: beside.noLetter },
];

export function verifyUsSsn({ context }: UsSsnPattern): Verify {
  const isNearWord = nearby(context);
  return (around, { start, end: firstEnd }) => {
    const { text } = around;
    const length = firstEnd - start;
    if ((length !== AREA && length !== DIGITS) || isAt(text, start - 1, 'alphanumeric')) return undefined;
    const end = length === DIGITS ? firstEnd : groupsEnd(text, firstEnd);
    if (end === undefined || goesOn(text, start, end)) return undefined;
    around.meter.spend(end - start);
    if (!MAY_BE_ISSUED.test(text.slice(start, end).replaceAll(SEPARATOR, ''))) return undefined;
    return judge(around, start, end, isNearWord(around, start, end));
  };
}

const AREA = 3;
const DIGITS = 9;
const SEPARATOR = /[-. ]/g;
/** 20 CFR 422.103 and the Social Security Administration's rules of 2011: what is never given out. */
const MAY_BE_ISSUED = /^(?!000|666|9|078051120|219099999)\d{3}(?!00)\d{2}(?!0000)\d{4}$/;

function judge({ text }: Surroundings, start: number, end: number, isNamed: boolean): Verdict {
  if (isNamed) return { start, end, score: 0.95, evidence: ['range', 'context'] };
  // Other numbers are grouped by spaces and dots too, and any number may be in one piece.
  const unnamed = text[start + AREA] === '-' ? 0.8 : end - start > DIGITS ? 0.5 : 0.3;
  return { start, end, score: unnamed, evidence: ['range'] };
}

function groupsEnd(text: string, areaEnd: number): number | undefined {
  const separator = text.charAt(areaEnd);
  if (separator !== '-' && separator !== '.' && separator !== ' ') return undefined;
  const groupEnd = runEnd(text, areaEnd + 1, 'digit', 3);
  if (groupEnd - areaEnd !== 3 || text[groupEnd] !== separator) return undefined;
  const end = runEnd(text, groupEnd + 1, 'digit', 5);
  return end - groupEnd === 5 ? end : undefined;
}

/** A longer number in groups is another number. */
function goesOn(text: string, start: number, end: number): boolean {
  if (isAt(text, end, 'alphanumeric') || (text[end] === '-' && isAt(text, end + 1, 'alphanumeric'))) return true;
  return /[0-9a-z][-.]$/i.test(text.slice(Math.max(0, start - 2), start));
}
