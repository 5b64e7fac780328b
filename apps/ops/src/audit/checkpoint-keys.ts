import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readPublishedKey, keyIdOf } from '@strongroom/platform';
import { CommandFault, exitCode } from '../exit-code.js';
import { type Settings } from '../settings/settings.js';
import { inSecretStore } from '../wire-keys/in-secret-store.js';

/** The public key of an id; undefined for one that signs no checkpoints here. */
export type CheckpointKeys = (keyId: string) => KeyObject | undefined;

/** The key by which the revocation service signs, as the secret store has it. */
export async function publishedCheckpointKey(settings: Settings): Promise<KeyObject> {
  const published = await inSecretStore(settings, (store) => readPublishedKey(store, 'revocation', 'signing'));
  if (published === undefined) {
    throw new CommandFault('the revocation service has published no signing key yet', exitCode.notFound);
  }
  return published.publicKey;
}

/** @throws {CommandFault} if a file holds no Ed25519 key in PEM */
export async function checkpointKeysOf(files: readonly string[]): Promise<CheckpointKeys> {
  return checkpointKeys(await Promise.all(files.map(readKey)));
}

export function checkpointKeys(publicKeys: readonly KeyObject[]): CheckpointKeys {
  const known = new Map(publicKeys.map((key) => [keyIdOf(key), key]));
  return (keyId) => known.get(keyId);
}

async function readKey(file: string): Promise<KeyObject> {
  try {
    const key = createPublicKey(await readFile(file, 'utf8'));
    if (key.asymmetricKeyType !== 'ed25519') throw new Error(`is of type ${key.asymmetricKeyType ?? 'unknown'}`);
    return key;
  } catch (cause) {
    throw new CommandFault(`${file} must hold an Ed25519 public key in PEM, as "audit key" writes it`, exitCode.usage, {
      cause,
    });
  }
}
