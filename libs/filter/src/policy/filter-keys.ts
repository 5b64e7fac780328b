import type { Policy, Treatment } from './policy.js';

/**
 * Secrets that two treatments need. They belong to whom the text belongs to: under one tenant's keys another tenant's
 * tokens do not open, and equal values do not look equal.
 */
export interface FilterKeys {
  /** 64 bytes, for `tokenise`: two keys of AES-256-SIV (RFC 5297). */
  readonly tokenise?: Uint8Array;
  /** 32 bytes or more, for `hash`. */
  readonly hash?: Uint8Array;
}

/** The policy wants a treatment whose key is missing or of a wrong length. Nothing was filtered. */
export class FilterKeyUnfit extends Error {
  override readonly name = 'FilterKeyUnfit';

  constructor(
    readonly treatment: keyof FilterKeys,
    rule: string,
  ) {
    super(`keys.${treatment} ${rule}`);
  }
}

const TOKENISE_BYTES = 64;
const HASH_BYTES_MIN = 32;

/** Throws `FilterKeyUnfit` unless the keys are there that the policy needs, and each that is there is one. */
export function requireKeys(policy: Policy, { tokenise, hash }: FilterKeys): void {
  if (tokenise && tokenise.length !== TOKENISE_BYTES)
    throw new FilterKeyUnfit('tokenise', `must be ${TOKENISE_BYTES} bytes`);
  if (hash && hash.length < HASH_BYTES_MIN) throw new FilterKeyUnfit('hash', `must be ${HASH_BYTES_MIN} bytes or more`);
  if (!tokenise && uses(policy, 'tokenise')) throw new FilterKeyUnfit('tokenise', 'is needed by the policy');
  if (!hash && uses(policy, 'hash')) throw new FilterKeyUnfit('hash', 'is needed by the policy');
}

export function uses({ otherwise, families, types, rules }: Policy, treatment: Treatment): boolean {
  const entries = [families, types, rules].flatMap((part) => Object.values(part ?? {}));
  return otherwise === treatment || entries.includes(treatment);
}
