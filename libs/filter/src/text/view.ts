import type { Range } from './spans.js';

/**
 * `plain`: as given. `folded`: look-alike characters made ASCII. `decoded`: escapes undone, then folded. `unpacked`: what
 * stood in base64, hexadecimal or gzip.
 */
export type ViewName = 'plain' | 'folded' | 'decoded' | 'unpacked';

/**
 * A text as the rules read it, and the way back: each UTF-16 code unit of `text` knows which stretch of the original
 * it stands for. Rules look at views only; results speak of the original only.
 */
export interface View {
  readonly name: ViewName;
  readonly text: string;
  /** What of `text` its parent reads otherwise, in order; where something was left out, the empty range of its place. */
  readonly changed: readonly Range[];
  /** Where, in the original, the stretch behind the code unit at `index` begins. */
  sourceStart(index: number): number;
  /** Where it ends (exclusive). */
  sourceEnd(index: number): number;
}

export function plainView(text: string): View {
  const changed = [{ start: 0, end: text.length }];
  return { name: 'plain', text, changed, sourceStart: (index) => index, sourceEnd: (index) => index + 1 };
}
