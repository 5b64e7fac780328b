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
  /** Where, in the original, the stretch behind the code unit at `index` begins. */
  sourceStart(index: number): number;
  /** Where it ends (exclusive). */
  sourceEnd(index: number): number;
}

export function plainView(text: string): View {
  return { name: 'plain', text, sourceStart: (index) => index, sourceEnd: (index) => index + 1 };
}
