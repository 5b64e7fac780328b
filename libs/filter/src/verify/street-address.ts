import { isCapitalAt, wordEnd } from '../scan/capital-words.js';
import { beside, type DigitRuns } from '../scan/digit-runs.js';
import { isAt } from './characters.js';
import { nameFrom, nameUpTo } from './proper-name.js';
import type { Verify } from './verify.js';

/** A street with a number, as countries write it: `12 Main Street`, `Via Heron 131`, `Hauptstraße 5`, with what follows. */
export interface StreetAddressPattern {
  readonly kind: 'street-address';
  /** Words for streets, in lower case without full stops, that end their names, and that begin them. */
  readonly last: readonly string[];
  readonly first: readonly string[];
  /** What words that are names of streets end in, in lower case: `straße`, `gatan`. */
  readonly endings: readonly string[];
  /** Countries and cities, as they are written: an address ends with one, or with a post code. */
  readonly places: readonly string[];
  readonly score: number;
}

export const STREET_ADDRESS_RUNS: readonly DigitRuns[] = [
  { lengths: [1, 5], behind: beside.noLetter, ahead: beside.noLetter | beside.letter },
];

export function verifyStreetAddress({ last, first, endings, places, score }: StreetAddressPattern): Verify {
  const known = new Set(places);
  const words = { last: new Set(last), first: new Set(first), endings };
  return ({ text, meter }, { start, end }) => {
    meter.spend(2);
    const street =
      behindNumber(text, end, words) ?? beforeNumber(text, start, end, words) ?? beforeUnit(text, start, end);
    if (!street) return undefined;
    const from = numbersBefore(text, street.start ?? start);
    const to = addressEnd(text, street.end, known);
    meter.spend(to - from);
    return { start: from, end: to, score, evidence: ['context'] };
  };
}

interface StreetWords {
  readonly last: ReadonlySet<string>;
  readonly first: ReadonlySet<string>;
  readonly endings: readonly string[];
}

interface Street {
  /** Where it begins, if not with the number. */
  readonly start?: number;
  readonly end: number;
}

/** `12 Main Street`, `12b Upper Park Rd.`, `33 avenue de Heronville`. */
function behindNumber(text: string, numberEnd: number, words: StreetWords): Street | undefined {
  let at = numberEnd + (isAt(text, numberEnd, 'letter') && !isAt(text, numberEnd + 1, 'word') ? 1 : 0);
  if (text.charAt(at) === ',') at++;
  for (let count = 0; count < WORDS_MAX && text.charAt(at) === ' '; count++) {
    const from = at + 1;
    const to = wordEnd(text, from);
    if (to === from) return undefined;
    const word = text.slice(from, to).toLowerCase();
    if (count > 0 && words.last.has(word)) return { end: withStop(text, from, to) };
    if (count === 0 && words.first.has(word)) {
      const end = capitalsEnd(text, withStop(text, from, to));
      return end === undefined ? undefined : { end };
    }
    if (
      isCapitalAt(text, from) &&
      words.endings.some((ending) => word.endsWith(ending) && word.length > ending.length + 1)
    )
      return { end: to };
    if (!isCapitalAt(text, from)) return undefined;
    at = withStop(text, from, to);
  }
  return undefined;
}

/** `Via Heron 131`, `ul. Czapla 53`, `Hauptstraße 5a`, `Kossuth Lajos utca 7`. */
function beforeNumber(text: string, start: number, end: number, words: StreetWords): Street | undefined {
  if (text.charAt(start - 1) !== ' ' || isAt(text, end + 1, 'word')) return undefined;
  const numberEnd = isAt(text, end, 'letter') ? end + 1 : end;
  const comma = text.charAt(start - 2) === ',' ? 1 : 0;
  const before = text.slice(Math.max(0, start - BEFORE_MAX), start - 1 - comma);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const tokens = line.split(' ').slice(-WORDS_MAX);
  let from = start - 1 - comma;
  for (let index = tokens.length - 1; index >= 0; index--) {
    const token = tokens[index] ?? '';
    from -= token.length;
    const word = token.toLowerCase().replace(/[.]$/, '');
    const isLast = index === tokens.length - 1;
    const isStreetWord = words.first.has(word) && !isLast;
    if (isLast && token !== '' && /^\p{L}/u.test(token)) {
      if (
        words.last.has(word) ||
        words.endings.some((ending) => word.endsWith(ending) && word.length > ending.length + 1)
      ) {
        const name = nameUpTo(text, from - 1, { wordsMax: 3 });
        if (isCapitalAt(text, from) || name) return { start: name?.start ?? from, end: numberEnd };
      }
    }
    if (isStreetWord && isCapitalAt(text, from + token.length + 1)) return { start: from, end: numberEnd };
    if (isStreetWord) return undefined;
    if (!/^\p{L}[\p{L}\p{M}'’.-]*$/u.test(token)) return undefined;
    from--;
  }
  return undefined;
}

/** `Heronby 82 Apt. 595`: whatever the language, only a street is followed by a flat. */
function beforeUnit(text: string, start: number, end: number): Street | undefined {
  if (text.charAt(start - 1) !== ' ' || !UNIT.test(text.slice(end, end + UNIT_MAX))) return undefined;
  const name = nameUpTo(text, start - 1, { wordsMax: TOWN_WORDS_MAX });
  return name && { start: name.start, end };
}

const WORDS_MAX = 6;
const BEFORE_MAX = 72;

/** `Rd.` and `ul.` are written with a full stop; behind a whole word it ends the sentence. */
function withStop(text: string, start: number, end: number): number {
  return text.charAt(end) === '.' && end - start <= ABBREVIATION_MAX ? end + 1 : end;
}

const ABBREVIATION_MAX = 4;

/** Behind a word for a street: its name, of one word with a capital or more. */
function capitalsEnd(text: string, start: number): number | undefined {
  let end: number | undefined;
  for (let at = start, count = 0; count < WORDS_MAX && text.charAt(at) === ' '; count++) {
    const to = wordEnd(text, at + 1);
    if (to === at + 1) break;
    if (isCapitalAt(text, at + 1)) end = to;
    else if (to - at > 5) break;
    at = to;
  }
  return end;
}

/** Numbers of houses come in twos: `12-14`, `7311 214 Heron Street`. */
function numbersBefore(text: string, start: number): number {
  const before = NUMBERS.exec(text.slice(Math.max(0, start - NUMBERS_MAX), start))?.[1];
  return start - (before?.length ?? 0);
}

const NUMBERS_MAX = 10;
const NUMBERS = /(?:^|[^\p{L}\p{N}.,/-])(\d{1,5}[ -])$/u;

/** The flat behind a street, and the town and what follows if that ends with a post code or a place that is known. */
function addressEnd(text: string, streetEnd: number, places: ReadonlySet<string>): number {
  let end = streetEnd;
  for (let units = 0; units < 2; units++) end += UNIT.exec(text.slice(end, end + UNIT_MAX))?.[0].length ?? 0;
  let isOneLine = false;
  for (let at = end, parts = 0; parts < PARTS_MAX; parts++) {
    const from = at + (GAP.exec(text.slice(at, at + GAP_MAX))?.[0].length ?? 0);
    if (from === at) break;
    const code = POST_CODE.exec(text.slice(from, from + POST_CODE_MAX))?.[0];
    // Without commas a post code in a line by itself is no part of the street's, and is found by itself.
    if (code !== undefined) return isOneLine || !text.slice(at, from).includes('\n') ? from + code.length : end;
    isOneLine ||= text.slice(at, from).includes(',');
    const town = nameFrom(text, from, TOWN_WORDS_MAX);
    if (!town || text.charAt(town.end) === ':') break;
    at = town.end;
    if (places.has(text.slice(from, at))) end = at;
  }
  return end;
}

const UNIT_MAX = 32;
const UNIT = /^,?\s{1,6}(?:apt|apartment|suite|ste|unit|flat|floor|room|rm)[.]? ?#?\d{1,5}[a-z]?(?![\p{L}\p{N}])/iu;
const PARTS_MAX = 4;
const GAP_MAX = 8;
const GAP = /^[.]?(?:[ \t]{0,4}[,\n][, \n\t]{0,6}| )/;
const POST_CODE_MAX = 12;
const POST_CODE = /^\d{3,6}(?:-\d{3,4})?(?![\p{L}\p{N}])/u;
const TOWN_WORDS_MAX = 4;
