/** Calls `found` for each literal that begins in `text[from, to)`; literals may lie over one another. */
export type FindLiterals = (
  text: string,
  from: number,
  to: number,
  found: (index: number, literal: string, anyCase: boolean) => void,
) => void;

/**
 * One pass over the text for any number of literals. The three characters at a place are hashed into a table that fits
 * into the first cache; only where the table says so are literals compared. So a place costs the same whether there
 * are ten literals or a thousand: 268 of them as one alternation of V8 run at half the speed, 13 at five times it.
 * A literal of one character is left to the engine's own search, which is faster still.
 *
 * The table does not tell capitals from small letters: so those of `anyCase`, given in lower case, cost no second pass.
 * Where such a one begins with a letter it begins a word, unless it is looked for anywhere: `hash` is no `sh`, and most
 * places in a text are inside of words.
 */
export function literalFinder(
  literals: readonly string[],
  anyCase: readonly string[] = [],
  where: 'words' | 'anywhere' = 'words',
): FindLiterals {
  const single = literals.filter((literal) => literal.length === 1);
  const table = new Uint8Array(TABLE_SIZE);
  const fourths = new Uint8Array(FOURTH_TABLE_SIZE);
  const buckets = new Array<Entry[] | undefined>(TABLE_SIZE).fill(undefined);
  const entries = [
    ...literals.filter(({ length }) => length > 1).map((literal) => ({ literal, anyCase: false, beginsWord: false })),
    ...anyCase.map((literal) => ({
      literal,
      anyCase: true,
      beginsWord: where === 'words' && literal >= 'a' && literal < '{',
    })),
  ];
  for (const entry of entries) {
    for (const slot of slotsOf(entry.literal)) {
      if (entry.literal.length > 3) fourths[fourthAt(slot, entry.literal.charCodeAt(3) | SMALL)] = 1;
      table[slot] =
        (table[slot] ?? 0) | (entry.beginsWord ? AT_WORDS : ANYWHERE) | (entry.literal.length > 3 ? 0 : SHORT);
      buckets[slot] = [...(buckets[slot] ?? []), entry];
    }
  }
  return (text, from, to, found) => {
    for (const literal of single) {
      let at = text.indexOf(literal, from);
      while (at !== -1 && at < to) {
        found(at, literal, false);
        at = text.indexOf(literal, at + 1);
      }
    }
    let isWord = from > 0 && isSmallLetter(text.charCodeAt(from - 1) | SMALL);
    let first = from < text.length ? text.charCodeAt(from) | SMALL : 0;
    let second = from + 1 < text.length ? text.charCodeAt(from + 1) | SMALL : 0;
    for (let at = from; at < to; at++) {
      // Outside of the text `charCodeAt` gives NaN: once seen, the engine computes with fractions ever after.
      const third = at + 2 < text.length ? text.charCodeAt(at + 2) | SMALL : 0;
      const slot = slotAt(first, second, third);
      const wanted = table[slot];
      if (wanted === undefined || wanted === 0 || (isWord && (wanted & ANYWHERE) === 0)) {
        // Nothing begins here.
      } else if ((wanted & SHORT) !== 0 || fourths[fourthAt(slot, fourthIn(text, at))] !== 0) {
        for (const entry of buckets[slot] ?? []) {
          if (isWord && entry.beginsWord) continue;
          if (entry.anyCase ? startsInAnyCase(text, at, entry.literal) : text.startsWith(entry.literal, at)) {
            found(at, entry.literal, entry.anyCase);
          }
        }
      }
      isWord = isSmallLetter(first);
      first = second;
      second = third;
    }
  };
}

interface Entry {
  readonly literal: string;
  readonly anyCase: boolean;
  readonly beginsWord: boolean;
}

/** What the table says of a place: what may begin here, wherever it is, or only where no letter stands before. */
const ANYWHERE = 1;
const AT_WORDS = 2;
/** Something of two or three characters may begin here: a fourth tells nothing. */
const SHORT = 4;
const SMALL_A = 'a'.charCodeAt(0);
const SMALL_Z = 'z'.charCodeAt(0);

function isSmallLetter(code: number): boolean {
  return code >= SMALL_A && code <= SMALL_Z;
}

/** Only letters of ASCII have two cases here. */
function startsInAnyCase(text: string, start: number, literal: string): boolean {
  if (start + literal.length > text.length) return false;
  for (let index = 0; index < literal.length; index++) {
    const code = text.charCodeAt(start + index);
    const isCapital = code >= CAPITAL_A && code <= CAPITAL_Z;
    if ((isCapital ? code | SMALL : code) !== literal.charCodeAt(index)) return false;
  }
  return true;
}

const CAPITAL_A = 'A'.charCodeAt(0);
const CAPITAL_Z = 'Z'.charCodeAt(0);
/** The bit that makes a capital letter of ASCII small. */
const SMALL = 0x20;

const TABLE_SIZE = 1 << 15;
const SECOND_FACTOR = 181;
const THIRD_FACTOR = 419;
/** A literal of two characters stands before any third one: so many places in the table, whatever the script. */
const THIRD_MASK = 0x7f;

function slotAt(first: number, second: number, third: number): number {
  return (first + second * SECOND_FACTOR + (third & THIRD_MASK) * THIRD_FACTOR) & (TABLE_SIZE - 1);
}

/** Most places that share three characters with a literal do not share the fourth. */
const FOURTH_TABLE_SIZE = 1 << 16;
const FOURTH_MASK = 0x7f;

function fourthAt(slot: number, fourth: number): number {
  return (slot * FOURTH_FACTOR + (fourth & FOURTH_MASK)) & (FOURTH_TABLE_SIZE - 1);
}

const FOURTH_FACTOR = 137;

function fourthIn(text: string, at: number): number {
  return at + 3 < text.length ? text.charCodeAt(at + 3) | SMALL : 0;
}

function slotsOf(literal: string): ReadonlySet<number> {
  const [first, second] = [literal.charCodeAt(0) | SMALL, literal.charCodeAt(1) | SMALL];
  if (literal.length > 2) return new Set([slotAt(first, second, literal.charCodeAt(2) | SMALL)]);
  return new Set(Array.from({ length: THIRD_MASK + 1 }, (_, third) => slotAt(first, second, third)));
}
