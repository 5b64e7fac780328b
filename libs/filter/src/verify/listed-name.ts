import { isCapitalAt, isLetterAt, wordEnd } from '../scan/capital-words.js';
import { isInCode } from './proper-name.js';
import type { Verify } from './verify.js';

/** A name that is known as a whole, as it is written, such as that of a country. It begins with a capital. */
export interface ListedNamePattern {
  readonly kind: 'listed-name';
  readonly names: readonly string[];
  readonly score: number;
}

/** Part of a longer name is something else: `Paris Hilton`. */
export function verifyListedName({ names, score }: ListedNamePattern): Verify {
  // Looked up by their first words: thousands of literals more would slow the search for all others.
  const byFirstWord = Map.groupBy(
    [...names].sort((a, b) => b.length - a.length),
    (name) => name.slice(0, wordEnd(name, 0)),
  );
  return ({ text, meter }, { start, end: firstEnd }) => {
    meter.spend(1);
    const word = text.slice(start, firstEnd).replace(GENITIVE, '');
    const name = byFirstWord.get(word)?.find((candidate) => text.startsWith(candidate, start));
    if (name === undefined) return undefined;
    const end = start + name.length;
    meter.spend(name.length);
    if (isLetterAt(text, end) || isInCode(text, start, end)) return undefined;
    if (text.charAt(end) === ' ' && isCapitalAt(text, end + 1)) return undefined;
    return { start, end, score, evidence: ['context'] };
  };
}

const GENITIVE = /['’]s$/;
