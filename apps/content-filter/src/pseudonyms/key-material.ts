import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { knownError } from '@strongroom/platform';
import { currentContext } from '@strongroom/security-context';
import { Secret, SecretConflict, SecretStore } from '@strongroom/vault';

export interface KeyMaterial {
  /** 64 bytes. */
  readonly tokenise: Uint8Array;
  /** 32 bytes. */
  readonly hash: Uint8Array;
}

/** A version never changes, so what was read once holds; some hundred bytes each. */
const KEPT_MAX = 1_000;

/**
 * The values of a tenant's pseudonym keys: in the secret store below `services/content-filter`, a path for each version,
 * since a path forgets its oldest versions. Throws `err:platform:unavailable:secret-store`.
 */
@Injectable()
export class KeyMaterials {
  readonly #kept = new Map<string, KeyMaterial>();

  constructor(@Inject(SecretStore) private readonly secrets: SecretStore) {}

  /** Sees to it that the version has a value: that of whoever writes first. Can be repeated, by anybody. */
  async make(version: number): Promise<void> {
    const value = (bytes: number): Secret => Secret.of(randomBytes(bytes).toString('base64'));
    const data = { tokenise: value(64), hash: value(32) };
    await reaching(() => this.secrets.write(pathOf(version), data, { cas: 0 })).catch((error: unknown) => {
      if (!(error instanceof SecretConflict)) throw error;
    });
    if ((await this.read(version)) === undefined) throw lost(version);
  }

  async read(version: number): Promise<KeyMaterial | undefined> {
    const path = pathOf(version);
    const kept = this.#kept.get(path);
    if (kept) return kept;
    const data = (await reaching(() => this.secrets.read(path, { version: 1 })))?.data;
    const [tokenise, hash] = [data?.['tokenise'], data?.['hash']];
    if (!tokenise || !hash) return undefined;
    const material = { tokenise: bytesOf(tokenise), hash: bytesOf(hash) };
    if (this.#kept.size >= KEPT_MAX) this.#kept.clear();
    this.#kept.set(path, material);
    return material;
  }
}

export function lost(version: number): Error {
  return new Error(`the secret store has lost version ${version} of a tenant's pseudonym key`);
}

function pathOf(version: number): string {
  return `services/content-filter/pseudonym-keys/${currentContext().tenant}/${version}`;
}

function bytesOf(secret: Secret): Uint8Array {
  return Uint8Array.from(Buffer.from(secret.reveal(), 'base64'));
}

async function reaching<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw knownError(error) ?? error;
  }
}
