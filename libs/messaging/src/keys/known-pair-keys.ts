import { type KeyObject } from 'node:crypto';
import { derivePairKey } from './derive-pair-key.js';
import { type PairKey, type PairKeys } from './pair-keys.js';

/** Pair keys of peers that are known at start, kept in memory: for tests and for systems without rotation. */
export class KnownPairKeys implements PairKeys {
  readonly #keys: ReadonlyMap<string, PairKey>;

  /** `privateKey` and each of `peers` (public keys by service name) are X25519. */
  constructor(about: {
    readonly self: string;
    readonly privateKey: KeyObject;
    readonly peers: Readonly<Record<string, KeyObject>>;
    readonly keyId?: string;
  }) {
    const { self, privateKey, keyId = '1' } = about;
    this.#keys = new Map(
      Object.entries(about.peers).map(([peer, publicKey]) => [
        peer,
        derivePairKey({ privateKey, publicKey, self, peer, keyId }),
      ]),
    );
  }

  current(peer: string): PairKey {
    const key = this.#keys.get(peer);
    if (key === undefined) throw new Error(`no pair key with ${JSON.stringify(peer)}`);
    return key;
  }

  byId(peer: string, keyId: string): PairKey | undefined {
    const key = this.#keys.get(peer);
    return key?.keyId === keyId ? key : undefined;
  }
}
