import { beside, type DigitRuns } from '../scan/digit-runs.js';
import { passesLuhn } from '../check/luhn.js';
import { isAt, runEnd, runStart } from './characters.js';
import { nearby } from './context.js';
import type { Surroundings, Verdict, Verify } from './verify.js';

/** Numbers that one network has given out: all that begin with `from` to `to`, of one of these lengths. */
export interface IssuerRange {
  readonly network: string;
  readonly from: string;
  readonly to: string;
  readonly lengths: readonly number[];
  /** Lengths at which other numbers look the same so often that only a word nearby makes it likely. */
  readonly contextLengths?: readonly number[];
}

/** A payment card number (ISO/IEC 7812-1), in one piece or grouped as cards and forms print it. */
export interface PaymentCardPattern {
  readonly kind: 'payment-card';
  readonly ranges: readonly IssuerRange[];
  /** Words near a number that make it a card number; lower case letters. */
  readonly context: readonly string[];
}

const DIGITS_MIN = 12;
const DIGITS_MAX = 19;

/** A first group as cards print it, or the whole number. */
export const PAYMENT_CARD_RUNS: readonly DigitRuns[] = [
  ...(
    [
      [4, 4],
      [4, 6],
      [6, 13],
      [8, 11],
    ] as const
  ).map(([length, next]) => ({
    lengths: [length, length] as const,
    // With a second group that may be the last one there are digits enough; another one is whole.
    next: [Math.min(next, DIGITS_MIN - length), next] as const,
    behind: beside.noLetter,
    ahead: beside.joined.space | beside.joined.hyphen | beside.joined.dot,
  })),
  { lengths: [DIGITS_MIN, DIGITS_MAX], behind: beside.noLetter, ahead: beside.noLetter },
];

export function verifyPaymentCard({ ranges, context }: PaymentCardPattern): Verify {
  const judge = judgeBy(ranges, nearby(context));
  return (around, { start }) => {
    const { text, meter } = around;
    if (isAt(text, start - 1, 'alphanumeric') || continuesLeft(text, start)) return undefined;

    let digits = '';
    let separator = '';
    let at = start;
    let best: Verdict | undefined;
    const groups: number[] = [];
    for (;;) {
      const end = runEnd(text, at, 'digit', DIGITS_MAX + 1);
      meter.spend(end - at + 1);
      digits += text.slice(at, end);
      groups.push(end - at);
      if (digits.length > DIGITS_MAX || !mayBePrinted(groups)) return best;
      if (digits.length >= DIGITS_MIN && !isAt(text, end, 'alphanumeric') && !continuesRight(text, end, groups)) {
        best = judge(around, digits, start, end) ?? best;
      }
      separator ||= text.charAt(end);
      if (!SEPARATORS.has(separator) || text.charAt(end) !== separator || !isAt(text, end + 1, 'digit')) return best;
      at = end + 1;
    }
  };
}

const SEPARATORS: ReadonlySet<string> = new Set([' ', '-', '.']);
/** Fours with a rest, American Express, Diners Club, and the 19 digits of UnionPay and Maestro. */
const PRINTED = [
  [4, 4, 4, 4, 3],
  [4, 4, 5],
  [4, 6, 5],
  [4, 6, 4],
  [6, 13],
  [8, 11],
] as const;

/** Whether a number may be printed in groups that begin like these, the last of which may be shorter. */
function mayBePrinted(groups: readonly number[]): boolean {
  const [only] = groups;
  if (groups.length === 1 && only !== undefined && only >= DIGITS_MIN) return true;
  const last = groups.length - 1;
  return PRINTED.some((sizes) =>
    groups.every((size, index) => {
      const printed = sizes[index];
      return printed !== undefined && (index === last && index > 0 ? size <= Math.max(printed, 4) : size === printed);
    }),
  );
}

/** `0.4111…` and `2024-4111…` are longer numbers, and so is the end of a UUID. What ends a number or a word is none. */
function continuesLeft(text: string, start: number): boolean {
  const joint = text.charAt(start - 1);
  if (joint !== '-' && joint !== '.') return false;
  if (isEndOfUuid(text, start)) return true;
  const left = runStart(text, start - 1, 'digit', DIGITS_MIN);
  const length = start - 1 - left;
  if (joint === '.' && length > 0 && length < DECIMAL_MAX) return true;
  if (length === 0 || length === DIGITS_MIN || isAt(text, left - 1, 'alphanumeric')) return false;
  return !(SEPARATORS.has(text.charAt(left - 1)) && isAt(text, left - 2, 'digit'));
}

/** Digits before a full stop, where they are no group of a card: `0.4111…`. */
const DECIMAL_MAX = 4;

/** Hyphens where a UUID has them rule out nearly all others, and cost nothing. */
function isEndOfUuid(text: string, node: number): boolean {
  if (text[node - 1] !== '-' || text[node - 6] !== '-') return false;
  return UUID_BEFORE_NODE.test(text.slice(Math.max(0, node - UUID_LENGTH), node));
}

const UUID_BEFORE_NODE = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-$/i;
const UUID_LENGTH = 36;

/** One piece with `.50` behind it is an amount. A card may be followed by a date, a code or another card. */
function continuesRight(text: string, end: number, groups: readonly number[]): boolean {
  if (groups.length > 1 || text.charAt(end) !== '.') return false;
  const length = runEnd(text, end + 1, 'digit', DIGITS_MIN) - (end + 1);
  return length > 0 && length < DIGITS_MIN;
}

type Judge = (around: Surroundings, digits: string, start: number, end: number) => Verdict | undefined;

/** An issuer's number is one by itself; any other number with a right check digit is one when a word nearby says so. */
function judgeBy(ranges: readonly IssuerRange[], isNearCardWord: ReturnType<typeof nearby>): Judge {
  return (around, digits, start, end) => {
    around.meter.spend(digits.length);
    if (REPEATED.test(digits) || !passesLuhn(digits)) return undefined;
    const issued = ranges.filter(({ from, to }) => {
      const prefix = digits.slice(0, from.length);
      return prefix >= from && prefix <= to;
    });
    if (issued.some(({ lengths }) => lengths.includes(digits.length))) {
      return { start, end, score: 0.97, evidence: ['checksum', 'range'] };
    }
    const isPossible = issued.some(({ contextLengths }) => contextLengths?.includes(digits.length));
    if (isNearCardWord(around, start, end)) {
      return isPossible
        ? { start, end, score: 0.95, evidence: ['checksum', 'range', 'context'] }
        : { start, end, score: 0.85, evidence: ['checksum', 'context'] };
    }
    return isPossible ? { start, end, score: 0.5, evidence: ['checksum', 'range'] } : undefined;
  };
}

/** A row of one digit is a filler that happens to pass. */
const REPEATED = /^(\d)\1*$/;
