import type { Range } from '../text/spans.js';
import type { Verify } from './verify.js';

/**
 * What attacks say: words that seldom stand elsewhere, and what must stand before and behind them to make them code. Each
 * form is looked at only where one of its anchors stands, in a window of fixed size.
 */
export interface PhrasePattern {
  readonly kind: 'phrase';
  readonly forms: readonly Form[];
  /** How often what reads so is one. */
  readonly score: number;
}

export interface Form {
  /** Lower case; found in any case. */
  readonly anchors: readonly string[];
  /**
   * Sources of regular expressions, without regard to case, that must match up to the anchor and from its end on. What
   * stands before is context, but for the first group of `before`: that is part of what is found. In them `{_}` is a gap
   * between words as SQL, shells and URLs write it, and `{-}` one that may be missing. Every quantifier has a bound
   * (`phrase.spec.ts`), so a window costs what it is long.
   */
  readonly before?: string;
  readonly behind?: string;
}

/** In forms and URLs a space is a plus. */
function spelt(anchor: string): readonly string[] {
  return anchor.includes(' ') ? [anchor, anchor.replaceAll(' ', '+')] : [anchor];
}

export function phraseAnchors({ forms }: PhrasePattern): readonly string[] {
  return [...new Set(forms.flatMap(({ anchors }) => anchors.flatMap(spelt)))];
}

export function verifyPhrase({ forms, score }: PhrasePattern): Verify {
  const byAnchor = new Map<string, CompiledForm[]>();
  for (const form of forms) {
    const compiled = compileForm(form);
    for (const anchor of form.anchors.flatMap(spelt)) byAnchor.set(anchor, [...(byAnchor.get(anchor) ?? []), compiled]);
  }
  return ({ text, meter }, { start, end }) => {
    for (const { before, behind } of byAnchor.get(text.slice(start, end).toLowerCase()) ?? []) {
      const following = behind?.exec(text.slice(end, end + BEHIND_MAX));
      meter.spend(following?.[0].length ?? FIRST_LOOK);
      if (following === null) continue;
      const preceding = before?.exec(text.slice(Math.max(0, start - BEFORE_MAX), start));
      if (before) meter.spend(FIRST_LOOK);
      if (preceding === null) continue;
      const lead = preceding?.[1]?.length ?? 0;
      const read = { start: start - lead, end: end + (following?.[0].trimEnd().length ?? 0) };
      return { ...wholeCharacters(text, read), score, evidence: ['syntax'] };
    }
    return undefined;
  };
}

/** The patterns read code units: half of a character that one of them ends on would be left behind. */
function wholeCharacters(text: string, { start, end }: Range): Range {
  const isPair = (at: number): boolean => (text.codePointAt(at) ?? 0) > 0xffff;
  return { start: isPair(start - 1) ? start - 1 : start, end: isPair(end - 1) ? end + 1 : end };
}

interface CompiledForm {
  readonly before: RegExp | undefined;
  readonly behind: RegExp | undefined;
}

function compileForm({ before, behind }: Form): CompiledForm {
  return {
    before: before === undefined ? undefined : new RegExp(`(?:${withGaps(before)})$`, 'i'),
    behind: behind === undefined ? undefined : new RegExp(`^(?:${withGaps(behind)})`, 'i'),
  };
}

const BEHIND_MAX = 96;
const BEFORE_MAX = 32;
/** Most windows are left at one of their first characters. */
const FIRST_LOOK = 4;

/** White space, the plus of forms, and comments, which SQL takes for white space. */
const GAP = String.raw`(?:[\s+\x00\xa0]|/\*[^*]{0,24}\*/)`;

export function withGaps(source: string): string {
  return source.replaceAll('{_}', `${GAP}{1,12}`).replaceAll('{-}', `${GAP}{0,12}`);
}
