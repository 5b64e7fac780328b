/** What a character is to a word: nothing, a letter or mark, or a capital. */
const LETTER = 1;
const CAPITAL = 2;

/** Of all scripts that have capitals: Latin, Greek, Cyrillic, Armenian, Georgian. What is beyond is no part of such words. */
const kinds = new Uint8Array(0x2000);
const characters = String.fromCharCode(...kinds.keys());
mark(/[\p{L}\p{M}]+/gu, LETTER);
mark(/\p{Lu}+/gu, LETTER | CAPITAL);

function mark(runs: RegExp, kind: number): void {
  for (const { index, 0: run } of characters.matchAll(runs)) kinds.fill(kind, index, index + run.length);
}

export function isLetterAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && (kinds[text.charCodeAt(at)] ?? 0) !== 0;
}

export function isCapitalAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && ((kinds[text.charCodeAt(at)] ?? 0) & CAPITAL) !== 0;
}

/** Calls `found` for each word that begins with a capital in `text[from, to)`, as far as one word of a name goes. */
export function visitCapitalWords(
  text: string,
  from: number,
  to: number,
  found: (start: number, end: number) => void,
): void {
  let isInside = isLetterAt(text, from - 1);
  for (let at = from; at < to; at++) {
    const kind = kinds[text.charCodeAt(at)] ?? 0;
    if (!isInside && (kind & CAPITAL) !== 0) found(at, wordEnd(text, at));
    isInside = kind !== 0;
  }
}

/** Where the word that begins at `start` ends: letters, with single apostrophes and hyphens between them. */
export function wordEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + WORD_MAX);
  let end = start;
  while (end < limit && (isLetterAt(text, end) || (isJoint(text.charAt(end)) && isLetterAt(text, end + 1)))) end++;
  return end;
}

/** Where the word that ends at `end` begins. */
export function wordStart(text: string, end: number): number {
  const limit = Math.max(0, end - WORD_MAX);
  let start = end;
  while (
    start > limit &&
    (isLetterAt(text, start - 1) || (isJoint(text.charAt(start - 1)) && isLetterAt(text, start - 2)))
  )
    start--;
  return start;
}

function isJoint(character: string): boolean {
  return character === "'" || character === '’' || character === '-';
}

const WORD_MAX = 40;
