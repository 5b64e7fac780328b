import type { Range } from '../text/spans.js';

/** A text in which people have marked what a filter must find. */
export interface GoldDocument {
  readonly text: string;
  readonly gold: readonly GoldSpan[];
  /** The types that were marked; of any other the document says nothing. */
  readonly judged: readonly string[];
  /** Documents made from one template belong together: they never fall into both halves. */
  readonly group: string;
}

export interface GoldSpan {
  readonly type: string;
  /** In code points, as most data sets count. */
  readonly codePoints: Range;
}
