import type { VerificationKey, VerificationKeys } from './verification-key.js';

/** A key set that is known beforehand. */
export class StaticKeys implements VerificationKeys {
  readonly #byKid: ReadonlyMap<string, VerificationKey>;

  /** @throws TypeError where two keys have one kid */
  constructor(keys: Iterable<VerificationKey>) {
    const byKid = new Map<string, VerificationKey>();
    for (const key of keys) {
      if (byKid.has(key.kid)) throw new TypeError(`two keys are called ${key.kid}`);
      byKid.set(key.kid, key);
    }
    this.#byKid = byKid;
  }

  byKid(kid: string): VerificationKey | undefined {
    return this.#byKid.get(kid);
  }
}
