import type { ValueTokens } from '../policy/value-tokens.js';
import { plainView } from '../text/view.js';
import type { Finder } from './finder.js';
import type { Finding } from './finding.js';

/** What a token of ours that a text brings along is taken for. */
export const VALUE_TOKEN_TYPE = 'VALUE_TOKEN';

const finder: Finder = {
  rule: {
    id: 'filter.value-token',
    type: VALUE_TOKEN_TYPE,
    family: 'strongroom-credential',
    mask: { keepFirst: 0, keepLast: 0, hideMin: 0, separators: '' },
  },
  specificity: -1,
};

/**
 * Tokens of ours in the input. Each passes on as a token of a token, so that to restore the output gives the input back.
 * Whatever else is found in the same place comes before them: with a token in its middle a secret is still a secret.
 */
export function findValueTokens(text: string, tokens: ValueTokens): readonly Finding[] {
  const view = plainView(text);
  return tokens.find(text).map(({ start, end }) => ({
    ...{ compiled: finder, score: 1, evidence: ['prefix'], start, end },
    ...{ view, viewStart: start, viewEnd: end, suppressed: [] },
  }));
}
