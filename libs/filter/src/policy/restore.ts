import type { JsonValue } from '../result.js';
import { type FilterKeys, FilterKeyUnfit, type KeyRing, requireKeys } from './filter-keys.js';
import { defaultPolicy } from './policy.js';
import { VALUE_TOKEN_TYPE } from '../scan/value-token-rule.js';
import { ValueTokens } from './value-tokens.js';

/** Which values may be restored, by type; default: all. Tokens of the text itself always are. */
export interface RestoreOptions {
  readonly types?: readonly string[];
}

/** What became of the tokens of a text or a JSON value. */
export interface Restored {
  readonly output: JsonValue;
  /** How many values were put back, by type. */
  readonly restored: Readonly<Record<string, number>>;
  /** How many were not, since their types were not asked for. */
  readonly withheld: Readonly<Record<string, number>>;
}

/**
 * Puts the values back into a text whose findings were tokenised under these keys. What looks like a token and is none
 * of theirs stays as it is. Throws `FilterKeyUnfit` without a key.
 */
export function restoreText(text: string, keys: FilterKeys, options?: RestoreOptions): string {
  return new Restorer(keys, options).text(text);
}

/** The same for the strings and property names of a JSON value; what was a number is one again. */
export function restoreJson(value: JsonValue, keys: FilterKeys, options?: RestoreOptions): JsonValue {
  return new Restorer(keys, options).json(value);
}

/** The same, and how much of it was put back. */
export function restore(value: JsonValue, keys: FilterKeys, options?: RestoreOptions): Restored {
  const restorer = new Restorer(keys, options);
  const output = restorer.json(value);
  const byType = (counts: ReadonlyMap<string, number>): Record<string, number> =>
    Object.fromEntries([...counts].sort());
  return { output, restored: byType(restorer.restored), withheld: byType(restorer.withheld) };
}

/** Throws `FilterKeyUnfit` unless the key is there that restores. */
export function requireRestoreKey(keys: FilterKeys): Uint8Array | KeyRing {
  requireKeys(defaultPolicy, keys);
  if (!keys.tokenise) throw new FilterKeyUnfit('tokenise', 'is needed to restore');
  return keys.tokenise;
}

class Restorer {
  readonly restored = new Map<string, number>();
  readonly withheld = new Map<string, number>();
  readonly #tokens: ValueTokens;
  readonly #types: ReadonlySet<string> | undefined;

  constructor(keys: FilterKeys, { types }: RestoreOptions = {}) {
    this.#tokens = new ValueTokens(requireRestoreKey(keys));
    this.#types = types && new Set([...types, VALUE_TOKEN_TYPE]);
  }

  text(text: string): string {
    return this.#tokens.replace(text, (token, type, { value }) => {
      const counts = this.#types?.has(type) === false ? this.withheld : this.restored;
      counts.set(type, (counts.get(type) ?? 0) + 1);
      return counts === this.restored ? value : token;
    });
  }

  json(node: JsonValue): JsonValue {
    if (typeof node === 'string') {
      const restored = this.text(node);
      return restored !== node && this.#tokens.open(node)?.kind === 'number' ? Number(restored) : restored;
    }
    if (typeof node !== 'object' || node === null) return node;
    if (Array.isArray(node)) return node.map((item: JsonValue) => this.json(item));
    return Object.fromEntries(Object.entries(node).map(([name, item]) => [this.text(name), this.json(item)]));
  }
}
