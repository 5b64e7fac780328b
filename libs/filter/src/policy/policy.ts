import type { Family } from '../packs/pack.js';
import type { Sink } from './sanitise.js';

/**
 * What happens to a finding. `allow`: nothing, it is listed. `flag`: nothing, but the result says so. `sanitiseFor`: it
 * is escaped for where it goes. `mask`: the shape and the last characters stay. `tokenise`: a token stands in its place,
 * from which whoever has the key can restore it. `hash`: a keyed hash does, equal for equal values. `redact`: its type
 * does. `replaceWith`: that text does. `block`: nothing of the input comes out.
 */
export type Treatment =
  | 'allow'
  | 'flag'
  | 'mask'
  | 'tokenise'
  | 'hash'
  | 'redact'
  | 'block'
  | { readonly replaceWith: string }
  | { readonly sanitiseFor: Sink };

/** A treatment by name; the result of a whole input is the strongest of its findings, in this order. */
export const actions = ['allow', 'flag', 'sanitise', 'mask', 'tokenise', 'hash', 'replace', 'redact', 'block'] as const;
export type Action = (typeof actions)[number];

/**
 * What to do with which finding. The narrowest entry that names it decides: its rule, else its type, else its family,
 * else `otherwise`. Nothing else has a say, so every finding has exactly one treatment.
 */
export interface Policy {
  /** Findings less certain than this are left alone and not listed (0 to 1). */
  readonly scoreMin: number;
  readonly otherwise: Treatment;
  readonly families?: Readonly<Partial<Record<Family, Treatment>>>;
  /** By type, such as `CREDIT_CARD`. */
  readonly types?: Readonly<Record<string, Treatment>>;
  /** By rule id, such as `providers.stripe-key`. */
  readonly rules?: Readonly<Record<string, Treatment>>;
}

/**
 * Nothing that was found leaves in clear; of account numbers enough stays to talk about them. Web addresses are only
 * flagged: most name a place and nobody. So is malicious input: what harms one sink is a good question to another; and
 * profanity, which is a matter of taste.
 */
export const defaultPolicy: Policy = {
  scoreMin: 0.5,
  otherwise: 'redact',
  families: { malicious: 'flag', profanity: 'flag' },
  types: { CREDIT_CARD: 'mask', IBAN_CODE: 'mask', URL: 'flag', CONFIDENTIALITY_MARKING: 'flag' },
};
