import { BLOCK_LENGTH, ByteBlock, byteOf, isCapital, isDigit, isLetter, SMALL } from './bytes.js';
import { AT_WORDS, BEHIND_DIGITS, type Candidate, classOf, LiteralTable, nextKey, placesAt } from './literal-table.js';

/**
 * Calls `found` for each literal that begins in `text[from, to)`; literals may lie over one another. Puts where each run
 * of digits of ASCII begins into `runs`, in order: the same walk reads them.
 */
export type FindLiterals = (
  text: string,
  from: number,
  to: number,
  found: (index: number, literal: string, anyCase: boolean) => void,
  runs?: number[],
) => void;

/**
 * One pass over the text for any number of literals: a place costs the same whether there are ten of them or thousands.
 * A literal of one character is left to the engine's own search, which is faster still.
 *
 * The pass does not tell capitals from small letters: so those of `anyCase`, given in lower case, cost no second one.
 * Where such a one begins with a letter it begins a word, unless it is looked for anywhere: `hash` is no `sh`, and most
 * places in a text are inside of words.
 */
export function literalFinder(
  literals: readonly string[],
  anyCase: readonly string[] = [],
  where: 'words' | 'anywhere' = 'words',
): FindLiterals {
  const single = literals.filter((literal) => literal.length === 1);
  const table = new LiteralTable([
    ...literals.filter(({ length }) => length > 1).map((text) => ({ text, anyCase: false, beginsWord: false })),
    ...anyCase.map((text) => ({ text, anyCase: true, beginsWord: where === 'words' && text >= 'a' && text < '{' })),
  ]);
  const block = new ByteBlock();
  return (text, from, to, found, runs = []) => {
    for (const literal of single) {
      let at = text.indexOf(literal, from);
      while (at !== -1 && at < to) {
        found(at, literal, false);
        at = text.indexOf(literal, at + 1);
      }
    }
    try {
      for (let start = from; start < to; start += BLOCK_LENGTH) {
        const length = Math.min(BLOCK_LENGTH, to - start);
        const before = start > 0 ? byteOf(text.charCodeAt(start - 1)) : 0;
        findInBlock(table, block.fill(text, start), text, start, length, before, found, runs);
      }
    } finally {
      block.clear();
    }
  };
}

/** `before` is the byte that stands before all. */
function findInBlock(
  table: LiteralTable,
  bytes: Uint8Array,
  text: string,
  start: number,
  length: number,
  before: number,
  found: Parameters<FindLiterals>[3],
  runs: number[],
): void {
  const { begins } = table;
  let key = nextKey(classOf[bytes[0] ?? 0] ?? 0, classOf[bytes[1] ?? 0] ?? 0);
  let part = partBehind[before] ?? 0;
  for (let at = 0; at < length; at++) {
    const byte = bytes[at] ?? 0;
    key = nextKey(key, classOf[bytes[at + 2] ?? 0] ?? 0);
    if ((((begins[part + (key >> 5)] ?? 0) >>> key) & 1) === 1) {
      const word = byte | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
      const here = placesAt(byte, part === 0);
      if (isDigit(byte) && part !== BEHIND_DIGITS) runs.push(start + at);
      const candidates = table.candidates(bytes, at, key, here);
      if (candidates.length > 0) compare(candidates, word, here, text, start + at, found);
    }
    part = partBehind[byte] ?? 0;
  }
}

/** By byte: in which part of the table to look behind it. */
const partBehind = Uint16Array.from({ length: 256 }, (_, byte) =>
  isLetter(byte) ? 0 : isDigit(byte) ? BEHIND_DIGITS : AT_WORDS,
);

function compare(
  candidates: readonly Candidate[],
  word: number,
  here: number,
  text: string,
  start: number,
  found: Parameters<FindLiterals>[3],
): void {
  for (const candidate of candidates) {
    if ((word & candidate.firstMask) !== candidate.first || (candidate.place & here) === 0) continue;
    const last = start + candidate.text.length - 1;
    if (last >= text.length || (text.charCodeAt(last) & candidate.lastMask) !== candidate.last) continue;
    if (startsWith(text, start, candidate)) found(start, candidate.text, candidate.anyCase);
  }
}

/** Only letters of ASCII have two cases here. */
function startsWith(text: string, start: number, { text: literal, anyCase }: Candidate): boolean {
  for (let index = 0; index < literal.length; index++) {
    const code = text.charCodeAt(start + index);
    if ((anyCase && isCapital(code) ? code | SMALL : code) !== literal.charCodeAt(index)) return false;
  }
  return true;
}
