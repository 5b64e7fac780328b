import { beside, type DigitRuns } from '../scan/digit-runs.js';
import { isAt } from './characters.js';
import type { Verify } from './verify.js';

/** A 48-bit hardware address (IEEE 802, EUI-48) as `00:1a:…`, `00-1a-…` or `001a.2b3c.4d5e`. */
export interface MacAddressPattern {
  readonly kind: 'mac-address';
}

/** What is before its first digit, and behind that one, may be more of a pair or of a group of four, or part them. */
const INSIDE = beside.hexLetter | (beside.noLetter & ~(beside.joined.colon | beside.joined.hyphen | beside.joined.dot));
export const MAC_ADDRESS_RUNS: readonly DigitRuns[] = [
  { lengths: [1, 2], behind: INSIDE, ahead: beside.colon | beside.hyphen },
  {
    lengths: [1, 2],
    behind: INSIDE & (beside.hexLetter | beside.colon | beside.hyphen),
    ahead: beside.noLetter,
  },
  { lengths: [1, 4], behind: INSIDE, ahead: beside.hexLetter | beside.dot },
  { lengths: [1, 4], behind: beside.hexLetter | beside.dot, ahead: beside.noLetter },
];

/** Looked at from the first digit of it, so that a run is read once. */
export const verifyMacAddress: Verify = ({ text, meter }, { start: digit, end: digitsEnd }) => {
  if (!isJoined(text, digit - 1) && !isJoined(text, digitsEnd)) return undefined;
  let start = digit;
  while (digit - start < LENGTH_MAX && (isAt(text, start - 1, 'letter') || SEPARATORS.has(text.charAt(start - 1)))) {
    start--;
  }
  meter.spend(digit - start + 1);
  const mayBe = PAIRS_JOINED_BY.has(text.charAt(start + 2)) || text[start + 4] === '.';
  if (!mayBe || isAt(text, start - 1, 'digit')) return undefined;
  const [address] = MAC.exec(text.slice(start, start + LENGTH_MAX)) ?? [];
  if (address === undefined) return undefined;
  const end = start + address.length;
  meter.spend(address.length);
  const goesOn =
    isAt(text, end, 'alphanumeric') || (SEPARATORS.has(text.charAt(end)) && isAt(text, end + 1, 'alphanumeric'));
  return goesOn || NOBODY.test(address) ? undefined : { start, end, score: 0.9, evidence: [] };
};

/** A digit of such an address has more of it beside it. */
function isJoined(text: string, index: number): boolean {
  return isAt(text, index, 'letter') || SEPARATORS.has(text.charAt(index));
}

const LENGTH_MAX = 17;
const SEPARATORS: ReadonlySet<string> = new Set([':', '-', '.']);
const PAIRS_JOINED_BY: ReadonlySet<string> = new Set([':', '-']);
const MAC = /^(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})/i;
/** Nothing but zeros is no device. */
const NOBODY = /^[0:.-]+$/;
