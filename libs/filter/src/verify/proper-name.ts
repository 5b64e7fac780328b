import { isCapitalAt, isLetterAt, wordEnd, wordStart } from '../scan/capital-words.js';
import { isAt } from './characters.js';

/** Small words inside of names. */
const PARTICLES: ReadonlySet<string> = new Set([
  ...['de', 'del', 'della', 'di', 'da', 'do', 'dos', 'du', 'van', 'von', 'der', 'den', 'ten', 'ter', 'la', 'le', 'el'],
  ...['bin', 'ibn', 'bint', 'al', 'zu', 'af', 'av', 'ap', 'y', 'e'],
]);

/** A name of capitalised words, as far as it goes. */
export interface NameRun {
  readonly start: number;
  readonly end: number;
  /** How many words, initials among them. */
  readonly words: number;
}

/**
 * The capitalised words from `start` on, with one space, an initial or a particle between them: `Ana María de la Cruz`,
 * `John F. Kennedy`. Undefined when none begins there.
 */
export function nameFrom(text: string, start: number, wordsMax: number): NameRun | undefined {
  if (!isCapitalAt(text, start) || isLetterAt(text, start - 1)) return undefined;
  let end = personEnd(text, start);
  let words = 1;
  for (let next = end; words < wordsMax && text.charAt(next) === ' ';) {
    const at = next + 1;
    if (isCapitalAt(text, at)) {
      end = personEnd(text, at);
      words++;
      next = end;
    } else {
      const particleEnd = wordEnd(text, at);
      if (particleEnd === at || !PARTICLES.has(text.slice(at, particleEnd))) break;
      next = particleEnd;
    }
  }
  return { start, end, words };
}

/** An initial brings its full stop along; the `’s` of a genitive is no part of a word. */
function personEnd(text: string, start: number): number {
  const end = wordEnd(text, start);
  if (end - start === 1 && text.charAt(end) === '.' && text.charAt(end + 1) === ' ') return end + 1;
  return GENITIVE.test(text.slice(end - 2, end)) && end - start > 3 ? end - 2 : end;
}

const GENITIVE = /^['’]s$/;

interface NameBefore {
  readonly wordsMax: number;
  /** Small words that may stand inside; those of persons' names if not given. */
  readonly joints?: ReadonlySet<string>;
  /** Words that stand before a name and are no part of it, as they are written. */
  readonly notPart?: ReadonlySet<string>;
}

/** The capitalised words that end at `end`, read backwards as `nameFrom` reads them. */
export function nameUpTo(
  text: string,
  end: number,
  { wordsMax, joints = PARTICLES, notPart }: NameBefore,
): NameRun | undefined {
  let start = end;
  let words = 0;
  for (let at = end; words < wordsMax;) {
    const isInitial = text.charAt(at - 1) === '.' && isCapitalAt(text, at - 2) && !isLetterAt(text, at - 3);
    const from = text.charAt(at - 1) === '&' ? at - 1 : wordStart(text, isInitial ? at - 1 : at);
    if (from === at || isAt(text, from - 1, 'word')) break;
    const word = text.slice(from, at);
    if (isCapitalAt(text, from)) {
      if (notPart?.has(word)) break;
      start = from;
      words++;
    } else if (words === 0 || !joints.has(word)) break;
    if (text.charAt(from - 1) !== ' ') break;
    at = from - 1;
  }
  return words === 0 ? undefined : { start, end, words };
}

/** Marks before which, and behind which, a word is code, an address or a path, and no name. */
export function isInCode(text: string, start: number, end: number): boolean {
  const [before, behind] = [text.charAt(start - 1), text.charAt(end)];
  if (before !== '' && '._/\\@#$&=+*~^%-<`'.includes(before)) return true;
  if (isAt(text, start - 1, 'digit')) return true;
  if (behind !== '' && '_/\\@#$&=+*~^%-([{<`'.includes(behind)) return true;
  return isAt(text, end, 'digit') || ('.:'.includes(behind || ' ') && isAt(text, end + 1, 'word'));
}
