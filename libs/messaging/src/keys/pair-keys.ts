import { type KeyObject } from 'node:crypto';

/** A key that two services share and nobody else has. */
export interface PairKey {
  /** Travels with each message, so that a key can be replaced while messages under the old one are still on their way. */
  readonly keyId: string;
  /** 32 bytes, made by `createSecretKey`: HMAC with a Buffer as key costs 17-19 us a message, with a KeyObject 3 us. */
  readonly key: KeyObject;
}

/**
 * Where the transport finds its keys. It asks for every message, so answer from memory and remember what is not there:
 * the sender's name in a message is anybody's claim until the signature has been checked.
 */
export interface PairKeys {
  /** The key to sign with for `peer`. Throws if there is none. */
  current(peer: string): PairKey | Promise<PairKey>;
  /** The key by which `peer` signed, `undefined` if there is none. */
  byId(peer: string, keyId: string): PairKey | undefined | Promise<PairKey | undefined>;
}
