import { beside, type DigitRuns } from '../scan/digit-runs.js';
import { isIPv6 } from 'node:net';
import { isAt, runEnd } from './characters.js';
import { nearby } from './context.js';
import type { Anchor, Surroundings, Verdict, Verify } from './verify.js';

/** An IPv4 address in four decimal numbers (RFC 6943, section 3.1.1, strict) or an IPv6 address (RFC 4291, section 2.2). */
export interface IpAddressPattern {
  readonly kind: 'ip-address';
}

/** The first octet of IPv4, the first digits of IPv6. */
export const IP_ADDRESS_RUNS: readonly DigitRuns[] = [
  { lengths: [1, 3], behind: beside.noLetter & ~beside.joined.dot & ~beside.joined.hyphen, ahead: beside.joined.dot },
  {
    lengths: [1, 4],
    behind: (beside.noLetter & ~beside.joined.colon) | beside.hexLetter,
    ahead: beside.hexLetter | beside.colon,
  },
  { lengths: [1, 4], behind: beside.colon & ~beside.joined.colon, ahead: beside.anything },
];

export const verifyIpAddress: Verify = (around, anchor) =>
  // `::ffff:192.0.2.128` is one address, and only its beginning says so.
  around.text[anchor.start - 1] === ':'
    ? (verifyV6(around, anchor) ?? verifyV4(around, anchor))
    : (verifyV4(around, anchor) ?? verifyV6(around, anchor));

function verifyV4(around: Surroundings, { start, end: firstEnd }: Anchor): Verdict | undefined {
  const { text, meter } = around;
  if (firstEnd - start > OCTET_DIGITS || text[firstEnd] !== '.' || isAt(text, start - 1, 'alphanumeric'))
    return undefined;
  let end = firstEnd;
  for (let octet = 1; octet < 4; octet++) {
    const octetStart = end + 1;
    if (text[end] !== '.') return undefined;
    end = runEnd(text, octetStart, 'digit', OCTET_DIGITS + 1);
    if (!isOctet(text.slice(octetStart, end))) return undefined;
  }
  meter.spend(end - start);
  if (!isOctet(text.slice(start, firstEnd)) || continues(text, start, end)) return undefined;
  return isNearVersion(around, start, start)
    ? { start, end, score: 0.3, evidence: [] }
    : { start, end, score: 0.95, evidence: ['range'] };
}

const OCTET_DIGITS = 3;
const isNearVersion = nearby([
  'version',
  'versions',
  'versionadded',
  'versionchanged',
  'release',
  'build',
  'section',
  'chapter',
  'oid',
  'object identifier',
]);

/** A leading zero makes it octal for some and decimal for others, so nobody writes one. */
function isOctet(digits: string): boolean {
  return digits.length <= OCTET_DIGITS && Number(digits) <= 255 && (digits === '0' || /^[1-9]/.test(digits));
}

/** `1.2.3.4.5` and `1.2.3.4-rc1` are versions. */
function continues(text: string, start: number, end: number): boolean {
  if (isAt(text, end, 'alphanumeric') || /^[-.][0-9a-z]/i.test(text.slice(end, end + 2))) return true;
  return /[0-9a-z][-.]$/i.test(text.slice(Math.max(0, start - 2), start));
}

/** Every address in use has a digit; looked at from the first one, so that a run of colons is read once. */
function verifyV6({ text, meter }: Surroundings, { start: digit, end: digitsEnd }: Anchor): Verdict | undefined {
  if (!mayBeV6(text, digit, digitsEnd) || !hasEnoughColons(text, digit)) return undefined;
  let start = digit;
  while (digit - start < V6_LENGTH_MAX && (isAt(text, start - 1, 'letter') || text[start - 1] === ':')) start--;
  start += nameLength(text.slice(start, digit));
  meter.spend(digit - start + 1);
  if (isAt(text, start - 1, 'alphanumeric')) return undefined;
  const run = V6_RUN.exec(text.slice(start, start + V6_LENGTH_MAX + 1))?.[0] ?? '';
  meter.spend(run.length);
  const address = [run, run.slice(0, -1), run.replace(/\..*/, '')].find((candidate) => isIPv6(candidate));
  const end = start + (address?.length ?? 0);
  if (!address || isAt(text, end, 'alphanumeric')) return undefined;
  const groups = address.split(':').filter((group) => group !== '').length;
  return {
    start,
    end,
    score: groups > 2 || address.includes('.') || address === '::1' ? 0.95 : 0.4,
    evidence: ['range'],
  };
}

/** Has its group a colon behind it, or before it one that no quotation mark or space is before? */
function mayBeV6(text: string, digit: number, digitsEnd: number): boolean {
  const groupEnd = runEnd(text, digitsEnd, 'alphanumeric', V6_GROUP_MAX);
  if (text[groupEnd] === ':') return true;
  return text[digit - 1] === ':' && (text[digit - 2] === ':' || isAt(text, digit - 2, 'letter'));
}

/** Eight groups, or fewer with `::` for the rest: the time of day has neither. */
function hasEnoughColons(text: string, digit: number): boolean {
  let from = digit;
  while (digit - from < V6_LENGTH_MAX && isOfV6(text, from - 1)) from--;
  let colons = 0;
  for (let at = from; at < digit + V6_LENGTH_MAX && isOfV6(text, at); at++) {
    if (text.charCodeAt(at) !== COLON) continue;
    if (text[at + 1] === ':') return true;
    colons++;
  }
  return colons >= V6_COLONS_MIN;
}

function isOfV6(text: string, index: number): boolean {
  return isAt(text, index, 'anyCaseHex') || text[index] === ':';
}

const COLON = ':'.charCodeAt(0);
/** Six groups of an address whose end is written as IPv4. */
const V6_COLONS_MIN = 6;

/** `name:fe80::1` and `std::1`: how much of what stands before the first digit is of a name. */
function nameLength(before: string): number {
  const name = NAME.exec(before)?.[0].length ?? 0;
  return name > 0 && before[name] === ':' && before[name + 1] !== ':' ? name + 1 : name;
}

const NAME = /^.*[g-z]/i;
const V6_GROUP_MAX = 4;
/** With an IPv4 address in its end. */
const V6_LENGTH_MAX = 45;
const V6_RUN = /^[0-9a-f:]+(?:\.[0-9.]+)?/i;
