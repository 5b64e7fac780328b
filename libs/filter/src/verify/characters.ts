const DIGIT = 1;
const UPPER = 2;
const LOWER = 4;
const UNDERSCORE = 8;
const HYPHEN = 16;
const DIGIT_2_TO_7 = 32;
const HEX_LETTER = 64;
const HEX_CAPITAL = 128;
const BASE64_MARK = 256;
const DOT = 512;

/** The flags of each character of ASCII: the whole of a rule's alphabet is one look-up and one AND. */
const flags = new Uint16Array(128);
for (let code = 0; code < flags.length; code++) {
  const character = String.fromCharCode(code);
  flags[code] =
    (/[0-9]/.test(character) ? DIGIT : 0) |
    (/[A-Z]/.test(character) ? UPPER : 0) |
    (/[a-z]/.test(character) ? LOWER : 0) |
    (character === '_' ? UNDERSCORE : 0) |
    (character === '-' ? HYPHEN : 0) |
    (/[2-7]/.test(character) ? DIGIT_2_TO_7 : 0) |
    (/[a-f]/.test(character) ? HEX_LETTER : 0) |
    (/[A-F]/.test(character) ? HEX_CAPITAL : 0) |
    (/[+/=]/.test(character) ? BASE64_MARK : 0) |
    (character === '.' ? DOT : 0);
}

/** Alphabets by name, so that a rule is plain data. `base64url` is RFC 4648's (section 5) without padding. */
const alphabets = {
  digit: DIGIT,
  upper: UPPER,
  letter: UPPER | LOWER,
  base32: UPPER | DIGIT_2_TO_7,
  upperAlphanumeric: UPPER | DIGIT,
  lowerAlphanumeric: LOWER | DIGIT,
  hex: DIGIT | HEX_LETTER,
  anyCaseHex: DIGIT | HEX_LETTER | HEX_CAPITAL,
  word: UPPER | LOWER | DIGIT | UNDERSCORE,
  base64: UPPER | LOWER | DIGIT | BASE64_MARK,
  alphanumeric: UPPER | LOWER | DIGIT,
  base64url: UPPER | LOWER | DIGIT | UNDERSCORE | HYPHEN,
  dottedBase64url: UPPER | LOWER | DIGIT | UNDERSCORE | HYPHEN | DOT,
} as const;

export type Alphabet = keyof typeof alphabets;

/** Whether the code unit at `index` is of the alphabet; outside of the text nothing is. */
export function isAt(text: string, index: number, alphabet: Alphabet): boolean {
  // To ask for the code outside of a text gives NaN, and the engine computes with fractions from then on.
  return index >= 0 && index < text.length && ((flags[text.charCodeAt(index)] ?? 0) & alphabets[alphabet]) !== 0;
}

/** Where the run of the alphabet that begins at `start` ends, at most `max` on. */
export function runEnd(text: string, start: number, alphabet: Alphabet, max: number): number {
  const mask = alphabets[alphabet];
  const limit = Math.min(text.length, start + max);
  let end = start;
  while (end < limit && ((flags[text.charCodeAt(end)] ?? 0) & mask) !== 0) end++;
  return end;
}

/** Where the run of the alphabet that ends before `end` begins, at most `max` back. */
export function runStart(text: string, end: number, alphabet: Alphabet, max: number): number {
  let start = end;
  while (end - start < max && isAt(text, start - 1, alphabet)) start--;
  return start;
}
