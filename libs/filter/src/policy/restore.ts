import type { JsonValue } from '../result.js';
import { type FilterKeys, FilterKeyUnfit, requireKeys } from './filter-keys.js';
import { defaultPolicy } from './policy.js';
import { VALUE_TOKEN_TYPE } from '../scan/value-token-rule.js';
import { ValueTokens } from './value-tokens.js';

/** Which values may be restored, by type; default: all. Tokens of the text itself always are. */
export interface RestoreOptions {
  readonly types?: readonly string[];
}

/**
 * Puts the values back into a text whose findings were tokenised under these keys. What looks like a token and is none
 * of theirs stays as it is. Throws `FilterKeyUnfit` without a key.
 */
export function restoreText(text: string, keys: FilterKeys, options: RestoreOptions = {}): string {
  return restoring(keys, options)(text);
}

/** The same for the strings and property names of a JSON value; what was a number is one again. */
export function restoreJson(value: JsonValue, keys: FilterKeys, options: RestoreOptions = {}): JsonValue {
  const restore = restoring(keys, options);
  const tokens = tokensOf(keys);
  const walk = (node: JsonValue): JsonValue => {
    if (typeof node === 'string') {
      const restored = restore(node);
      return restored !== node && tokens.open(node)?.kind === 'number' ? Number(restored) : restored;
    }
    if (typeof node !== 'object' || node === null) return node;
    if (Array.isArray(node)) return node.map((item: JsonValue) => walk(item));
    return Object.fromEntries(Object.entries(node).map(([name, item]) => [restore(name), walk(item)]));
  };
  return walk(value);
}

function restoring(keys: FilterKeys, { types }: RestoreOptions): (text: string) => string {
  const tokens = tokensOf(keys);
  const wanted = types && new Set([...types, VALUE_TOKEN_TYPE]);
  return (text) => tokens.replace(text, (token, type, { value }) => (wanted?.has(type) === false ? token : value));
}

function tokensOf(keys: FilterKeys): ValueTokens {
  requireKeys(defaultPolicy, keys);
  if (!keys.tokenise) throw new FilterKeyUnfit('tokenise', 'is needed to restore');
  return new ValueTokens(keys.tokenise);
}
