import type { Rule } from '../packs/pack.js';

/** Who found something, as far as results and policies speak of it. */
export interface Finder {
  readonly rule: Pick<Rule, 'id' | 'type' | 'family' | 'mask'>;
  /** How much the form alone says: between overlapping findings the more specific one wins. */
  readonly specificity: number;
}
