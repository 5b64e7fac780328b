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

/** One row of the tests of Presidio's recognisers, of which some give places, some a number, and some yes or no. */
export interface RecognizerRow {
  /** What it is called where reasons are given: the recogniser, and the beginning of a hash of the text (SHA-256). */
  readonly id: string;
  readonly group: string;
  readonly recognizer: string;
  readonly text: string;
  /** How many findings there must be. */
  readonly count: number;
  /** Where they must be, in code points, if the row says so. */
  readonly places?: readonly (readonly number[])[];
}
