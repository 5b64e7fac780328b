import type { Secret } from './secret.js';
import type { StoreHealth } from './vault-client.js';

/** A live version of a secret. */
export interface StoredSecret {
  readonly version: number;
  readonly writtenAt: Date;
  readonly data: Readonly<Record<string, Secret>>;
}

export interface SecretVersion {
  readonly version: number;
  readonly writtenAt: Date;
  /** `deleted` can be undone, `destroyed` cannot. */
  readonly state: 'live' | 'deleted' | 'destroyed';
}

export interface SecretHistory {
  /** The version that the next write must name; a deleted one counts. */
  readonly currentVersion: number;
  /** Oldest first; the oldest of all may have been dropped by the store's limit. */
  readonly versions: readonly SecretVersion[];
}

export interface WriteOptions {
  /** The version this write replaces, 0 for a secret that was never written. Any other current version refuses it. */
  readonly cas: number;
}

/** Somebody else wrote in between: read again, decide again. */
export class SecretConflict extends Error {
  override readonly name = 'SecretConflict';

  constructor(path: string, expected: number) {
    super(`${path} is not at version ${expected}`);
  }
}

/**
 * Where secrets live: versioned, written by compare-and-set. Paths are `segment/segment/...`, see `checkedPath`.
 * Every method throws {@link VaultFault} when the store is away or refuses.
 */
export abstract class SecretStore {
  /** The current version, or the one asked for; undefined if there is no such version or it is not live. */
  abstract read(path: string, options?: { readonly version?: number }): Promise<StoredSecret | undefined>;
  /**
   * Writes all fields as a new version and answers its number.
   *
   * @throws {SecretConflict} if `cas` is not the current version
   */
  abstract write(
    path: string,
    data: Readonly<Record<string, Secret | string>>,
    options: WriteOptions,
  ): Promise<{ readonly version: number }>;
  /** Makes versions unreadable; {@link undelete} brings them back. */
  abstract delete(path: string, versions: readonly number[]): Promise<void>;
  abstract undelete(path: string, versions: readonly number[]): Promise<void>;
  /** Overwrites versions for good. */
  abstract destroy(path: string, versions: readonly number[]): Promise<void>;
  /** Which versions there are; undefined if the path was never written or is forgotten. */
  abstract history(path: string): Promise<SecretHistory | undefined>;
  /** Removes a secret with all its versions and its history. */
  abstract forget(path: string): Promise<void>;
  /** Names directly below a path; those of folders end with a slash. */
  abstract list(path: string): Promise<readonly string[]>;
  abstract health(): StoreHealth;
}
