import { createHmac, createSecretKey } from 'node:crypto';
import type { Finding } from '../scan/finding.js';
import { type FilterKeys, type KeyRing, requireKeys, ringOf, UNVERSIONED, uses } from './filter-keys.js';
import type { Policy } from './policy.js';
import { VALUE_TOKEN_TYPE } from '../scan/value-token-rule.js';
import { ValueTokens } from './value-tokens.js';

/** Puts names that only the keeper of the keys can tell apart in the place of what was found. */
export class Pseudonyms {
  /** There when the policy tokenises: then the tokens of ours in a text are told from those that only look like it. */
  readonly tokens: ValueTokens | undefined;
  readonly #hashKey: ReturnType<typeof createSecretKey> | undefined;
  /** Stands before the digest where the key has versions: equal values under two of them do not look equal. */
  readonly #hashVersion: string;

  /** Throws `FilterKeyUnfit` unless the keys are there that the policy needs. */
  constructor(policy: Policy, keys: FilterKeys) {
    requireKeys(policy, keys);
    this.tokens = keys.tokenise && uses(policy, 'tokenise') ? new ValueTokens(keys.tokenise) : undefined;
    const { current, versions } = keys.hash ? ringOf(keys.hash) : NO_KEY;
    const hashKey = versions.get(current);
    this.#hashKey = hashKey && createSecretKey(hashKey);
    this.#hashVersion = current === UNVERSIONED ? '' : `${current}:`;
  }

  /** `[CREDIT_CARD#…]`, `[CREDIT_CARD#2:…]`: equal for equal values of a type, however their groups are parted or disguised. */
  hash({ compiled: { rule }, view, viewStart, viewEnd }: Finding): string | undefined {
    if (!this.#hashKey) return undefined;
    const read = Array.from(view.text.slice(viewStart, viewEnd));
    const value = read.filter((character) => !rule.mask.separators.includes(character)).join('');
    const digest = createHmac('sha256', this.#hashKey).update(`${rule.type}\0${value}`).digest();
    return `[${rule.type}#${this.#hashVersion}${digest.subarray(0, HASH_BYTES).toString('base64url')}]`;
  }

  /** A text that passes as it is, in which each token of ours has a token: to restore the output gives the text back. */
  escape(text: string): string {
    const { tokens } = this;
    return tokens?.replace(text, (token) => tokens.seal(VALUE_TOKEN_TYPE, token) ?? token) ?? text;
  }
}

const HASH_BYTES = 16;
const NO_KEY: KeyRing = { current: UNVERSIONED, versions: new Map() };
