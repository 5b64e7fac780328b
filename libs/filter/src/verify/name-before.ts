import { isInCode, nameUpTo } from './proper-name.js';
import type { Verify } from './verify.js';

/** A name of capitalised words, told by what stands right behind it: `Example Trading Ltd`, `Ann Lee was born`. */
export interface NameBeforePattern {
  readonly kind: 'name-before';
  /** As they are written, with the space or comma before them. */
  readonly anchors: readonly string[];
  /** The source of a regular expression that must match behind the anchor, of which every quantifier has a bound. */
  readonly behind?: string;
  /** Whether the anchor is part of the name, or only tells that there is one. */
  readonly takesAnchor: boolean;
  readonly wordsMin: number;
  /** Small words inside of such names; those of persons' names if not given. */
  readonly joints?: readonly string[];
  /** Words with a capital that begin sentences, not names. */
  readonly notPart: readonly string[];
  readonly score: number;
}

export function verifyNameBefore(pattern: NameBeforePattern): Verify {
  const { behind, takesAnchor, wordsMin, joints, notPart, score } = pattern;
  const follows = behind === undefined ? undefined : new RegExp(`^(?:${behind})`, 'u');
  const read = { wordsMax: WORDS_MAX, notPart: new Set(notPart), ...(joints && { joints: new Set(joints) }) };
  return ({ text, meter }, { start, end: anchorEnd }) => {
    meter.spend(1);
    const following = follows?.exec(text.slice(anchorEnd, anchorEnd + BEHIND_MAX));
    if (following === null) return undefined;
    const name = nameUpTo(text, text.charAt(start - 1) === ',' ? start - 1 : start, read);
    meter.spend((following?.[0].length ?? 0) + (name ? name.end - name.start : 0));
    if (!name || name.words < wordsMin) return undefined;
    const end = takesAnchor ? anchorEnd + (following?.[0].length ?? 0) : name.end;
    return isInCode(text, name.start, takesAnchor ? name.end : end) && text.charAt(name.end) !== ' '
      ? undefined
      : { start: name.start, end, score, evidence: ['context'] };
  };
}

const BEHIND_MAX = 96;
const WORDS_MAX = 5;
