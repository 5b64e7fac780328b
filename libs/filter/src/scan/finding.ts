import type { View } from '../text/view.js';
import type { Evidence } from '../verify/verify.js';
import type { Finder } from './finder.js';

/** Something found, before policy. Inside of the engine only: from it the value can be read. */
export interface Finding {
  readonly compiled: Finder;
  readonly score: number;
  readonly evidence: readonly Evidence[];
  /** In the original text, UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** The view it was found in, and where there. */
  readonly view: View;
  readonly viewStart: number;
  readonly viewEnd: number;
  /** Rules whose findings lay over this one and gave way. */
  readonly suppressed: readonly string[];
}
