import type { Run, TokenPattern } from '../verify/token.js';
import type { Rule } from './pack.js';

export interface ProviderFormat {
  /** `pack.name`. */
  readonly id: string;
  readonly type: string;
  readonly prefixes: readonly string[];
  readonly lead?: Run;
  readonly parts: TokenPattern['parts'];
  readonly crc32?: TokenPattern['crc32'];
  /** Default: what a prefix of a provider's own and the exact length are worth. */
  readonly score?: number;
}

/**
 * The rule of a provider's key that is told by its form. Its examples are drawn from the form: each prefix with a key
 * behind it is found, a key that is too short or that is glued to a word is not.
 */
export function providerRule({ id, type, prefixes, lead, parts, crc32, score = 0.95 }: ProviderFormat): Rule {
  const before = lead ? drawn(lead, lead.min) : '';
  const keys = prefixes.map((prefix) => before + prefix + parts.map((part) => drawn(part)).join(''));
  return {
    id,
    type,
    family: 'provider-key',
    pattern: { kind: 'token', prefixes, ...(lead && { lead }), parts, ...(crc32 && { crc32 }), drawn: true, score },
    mask: { keepFirst: 0, keepLast: 4, hideMin: 8, separators: '' },
    examples: keys.map((key) => `value: "⟦${key}⟧"`),
    counterExamples: keys.flatMap((key) => [key.slice(0, -1), `a0Z${key}`]),
  };
}

/** So many characters of an alphabet; as a part of a key of fixed length when `max` is not given. */
export function run(alphabet: Run['alphabet'], min: number, max = min): Run {
  return { alphabet, min, max };
}

function drawn(part: Run | string, length = typeof part === 'string' ? part.length : part.min): string {
  if (typeof part === 'string') return part;
  const characters = CHARACTERS[part.alphabet];
  // Steps that share no factor with the size of an alphabet visit all of it, and count up nowhere.
  return Array.from({ length }, (_, place) =>
    characters.charAt((place * 7 + place * place * 3 + 5) % characters.length),
  ).join('');
}

const LETTERS = 'qzbvtxkwmjfcgrpdhlnysuoiea';
const CHARACTERS: Readonly<Record<Run['alphabet'], string>> = {
  digit: '7391862045',
  upper: LETTERS.toUpperCase(),
  letter: LETTERS,
  base32: `${LETTERS.toUpperCase()}726354`,
  hex: '7c1f9a3e8b5d2604',
  anyCaseHex: '7C1f9A3e8B5d2604',
  upperAlphanumeric: `${LETTERS.toUpperCase()}7391862045`,
  lowerAlphanumeric: `${LETTERS}7391862045`,
  alphanumeric: `${LETTERS}7391862045`,
  word: `${LETTERS}7391862045`,
  base64: `${LETTERS}7391862045`,
  base64url: `${LETTERS}7391862045`,
  dottedBase64url: `${LETTERS}7391862045`,
};

/** RFC 9562, in the lower case in which it is given out. */
export const uuidParts: TokenPattern['parts'] = [8, 4, 4, 4, 12].flatMap((length, index) => [
  ...(index === 0 ? [] : ['-']),
  { alphabet: 'hex', min: length, max: length } as const,
]);
