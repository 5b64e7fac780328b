import { beside, type DigitRuns } from '../scan/digit-runs.js';
import type { Verify } from './verify.js';

/** A post code in a line by itself, a few lines below something that says that this is an address. */
export interface PostcodeLinePattern {
  readonly kind: 'postcode-line';
  /** Lower case: words of addresses. */
  readonly words: readonly string[];
  readonly score: number;
}

export const POSTCODE_LINE_RUNS: readonly DigitRuns[] = [
  { lengths: [1, 6], behind: beside.anything, ahead: beside.anything },
];

export function verifyPostcodeLine({ words, score }: PostcodeLinePattern): Verify {
  const saysAddress = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
  return ({ text, meter }, { start }) => {
    const before = text.slice(Math.max(0, start - BEFORE_MAX), start);
    const lead = LINE_START.exec(before)?.[1];
    meter.spend(1);
    if (lead === undefined) return undefined;
    const from = start - lead.length;
    const code = LINE.exec(text.slice(from, from + LINE_MAX))?.[1];
    if (code === undefined) return undefined;
    meter.spend(ADDRESS_MAX);
    return saysAddress.test(text.slice(Math.max(0, from - ADDRESS_MAX), from))
      ? { start: from, end: from + code.length, score, evidence: ['context'] }
      : undefined;
  };
}

/** The letters of a code stand before its first digits. */
const BEFORE_MAX = 16;
const LINE_START = /\n[ \t]{0,12}([A-Z]{0,2})$/;
const LINE_MAX = 24;
/** Of the United States, Canada, the United Kingdom, the Netherlands, Poland, Portugal, Sweden, and of digits alone. */
const LINE =
  /^(\d{5}-\d{4}|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{4} ?[A-Z]{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{3} \d{2}|\d{3,6})[ \t]{0,8}(?:\r?\n|$)/;
const ADDRESS_MAX = 160;
