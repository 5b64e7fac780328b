import type { Policy, Treatment } from './policy.js';

/**
 * The versions of a key that is rotated: `current` makes, all of them open. What was made names its version: a whole
 * number from 1 to 999,999,999, which must never be given to another key.
 */
export interface KeyRing {
  readonly current: number;
  readonly versions: ReadonlyMap<number, Uint8Array>;
}

/**
 * Secrets that two treatments need. They belong to whom the text belongs to: under one tenant's keys another tenant's
 * tokens do not open, and equal values do not look equal. A key by itself is one that has no versions.
 */
export interface FilterKeys {
  /** 64 bytes, for `tokenise`: two keys of AES-256-SIV (RFC 5297). */
  readonly tokenise?: Uint8Array | KeyRing;
  /** 32 bytes or more, for `hash`. */
  readonly hash?: Uint8Array | KeyRing;
}

/** The version of a key that has none. */
export const UNVERSIONED = 0;

export function ringOf(key: Uint8Array | KeyRing): KeyRing {
  return 'versions' in key ? key : { current: UNVERSIONED, versions: new Map([[UNVERSIONED, key]]) };
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
  if (tokenise) requireFit('tokenise', tokenise, `${TOKENISE_BYTES} bytes`, (length) => length === TOKENISE_BYTES);
  if (hash) requireFit('hash', hash, `${HASH_BYTES_MIN} bytes or more`, (length) => length >= HASH_BYTES_MIN);
  if (!tokenise && uses(policy, 'tokenise')) throw new FilterKeyUnfit('tokenise', 'is needed by the policy');
  if (!hash && uses(policy, 'hash')) throw new FilterKeyUnfit('hash', 'is needed by the policy');
}

/** Whether the policy has a treatment that needs a key. */
export function needsKeys(policy: Policy): boolean {
  return uses(policy, 'tokenise') || uses(policy, 'hash');
}

function requireFit(
  treatment: keyof FilterKeys,
  key: Uint8Array | KeyRing,
  length: string,
  isFit: (length: number) => boolean,
): void {
  const { current, versions } = ringOf(key);
  for (const bytes of versions.values())
    if (!isFit(bytes.length)) throw new FilterKeyUnfit(treatment, `must be ${length}`);
  if (!versions.has(current)) throw new FilterKeyUnfit(treatment, `has no version ${current}`);
  if ('versions' in key && ![...versions.keys()].every(isVersion))
    throw new FilterKeyUnfit(treatment, `has a version that is not from 1 to ${VERSION_MAX}`);
}

function isVersion(version: number): boolean {
  return Number.isInteger(version) && version >= 1 && version <= VERSION_MAX;
}

const VERSION_MAX = 999_999_999;

export function uses({ otherwise, families, types, rules }: Policy, treatment: Treatment): boolean {
  const entries = [families, types, rules].flatMap((part) => Object.values(part ?? {}));
  return otherwise === treatment || entries.includes(treatment);
}
