import { type KeyObject } from 'node:crypto';

export interface BroadcastSigningKey {
  /** Travels with each batch, so that a key can be replaced while batches under the old one are still in the stream. */
  readonly keyId: string;
  /** Ed25519. */
  readonly privateKey: KeyObject;
}

/** Where a publisher finds its key. Asked for every batch. */
export interface BroadcastSigner {
  current(): BroadcastSigningKey | Promise<BroadcastSigningKey>;
}

/**
 * Where a reader finds the publisher's keys. It asks for every batch, so answer from memory: the key id is anybody's claim
 * until the signature has been checked.
 */
export interface BroadcastKeys {
  /** The Ed25519 public key, `undefined` if the publisher has none of that id. Throws where that cannot be told. */
  byId(keyId: string): KeyObject | undefined | Promise<KeyObject | undefined>;
}
