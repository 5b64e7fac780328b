import { foldWord, runsOf } from '../check/fold-word.js';
import type { Verify } from './verify.js';

/** Words that may be written to evade a list: `w0rd`, `w.o.r.d`, `woooord`, `w*rd`. Only whole words: no part of a longer one. */
export interface WordListPattern {
  readonly kind: 'word-list';
  readonly words: readonly string[];
  readonly score: number;
}

/** Words as they are written to evade: letters, what stands for letters, and single ones parted by the same kind of mark. */
export const TOKENS =
  /(?<![\p{L}\p{N}])[\p{L}\d@$!](?:[ ._*-]{1,2}[\p{L}\d@$!](?![\p{L}\p{N}])){2,15}|[\p{L}\p{M}\d@$!|*#+€]{2,40}/gu;

export function verifyWordList({ words, score }: WordListPattern): Verify {
  const listed = new Set(words);
  const byLetters = new Map<string, Word[]>();
  const byLength = new Map<number, Set<string>>();
  for (const word of words) {
    const [folded = ''] = foldWord(word);
    const { letters, counts } = runsOf(folded);
    byLetters.set(letters, [...(byLetters.get(letters) ?? []), { counts }]);
    byLength.set(folded.length, (byLength.get(folded.length) ?? new Set()).add(folded));
  }
  return ({ text, meter }, { start, end }) => {
    meter.spend(end - start);
    const token = text.slice(start, end);
    // Nearly all words are written as they are, and to look one up costs a tenth of reading it.
    if (PLAIN.test(token)) {
      return listed.has(token.toLowerCase()) ? { start, end, score, evidence: ['syntax'] } : undefined;
    }
    for (const [from, to] of edges(token)) {
      const written = text.slice(start + from, start + to);
      const isOne = WILD.test(written)
        ? foldWord(written).some((folded) => fitsWild(folded, byLength.get(folded.length)))
        : foldWord(written).some((folded) => isWritten(folded, byLetters));
      if (isOne) return { start: start + from, end: start + to, score, evidence: ['syntax'] };
    }
    return undefined;
  };
}

/** Letters of ASCII, none of them three times in a row; or no letters at all. */
const PLAIN = /^(?:(?:([a-z])(?!\1\1))+|\P{L}+)$/iu;

interface Word {
  /** How often each of its letters stands in a row. */
  readonly counts: readonly number[];
}

/** A mark at an end may be punctuation or a letter. */
function edges(token: string): readonly (readonly [from: number, to: number])[] {
  const { 0: inner, index: from } = INNER.exec(token) ?? { 0: '', index: 0 };
  const whole = [0, token.length] as const;
  return inner.length === token.length ? [whole] : [[from, from + inner.length], whole];
}

const INNER = /[\p{L}\d](?:.*[\p{L}\d])?/su;

/** A letter may stand more often in a row than it should, not less: `as` is no longer word with one `s` missing. */
function isWritten(folded: string, byLetters: ReadonlyMap<string, readonly Word[]>): boolean {
  const { letters, counts } = runsOf(folded);
  return (byLetters.get(letters) ?? []).some((word) =>
    word.counts.every((count, index) => {
      const written = counts[index] ?? 0;
      return written === count || written > Math.max(2, count);
    }),
  );
}

const WILD = /[\p{L}\d][*#]{1,3}[\p{L}\d]/u;

/** A star stands for one letter; the first and the last are there. */
function fitsWild(folded: string, words: ReadonlySet<string> = new Set()): boolean {
  for (const word of words) {
    if (Array.from(folded).every((letter, index) => letter === '*' || letter === word[index])) return true;
  }
  return false;
}
