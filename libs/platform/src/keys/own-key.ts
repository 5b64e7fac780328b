import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SecretConflict, type SecretStore } from '@strongroom/vault';

/** `exchange` makes the keys that two services share; `signing` signs what many read (feed, broadcast). */
export type KeyPurpose = 'exchange' | 'signing';

export interface OwnKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

export interface PublishedKey {
  readonly keyId: string;
  readonly publicKey: KeyObject;
}

/** What of the secret store keys need. */
export type KeyStore = Pick<SecretStore, 'read' | 'write'>;

/**
 * This service's key for `purpose`, made where there is none yet: replicas that start together agree on one by
 * compare-and-set. The private half is readable by this service alone, the public half by all.
 */
export async function openOwnKey(store: KeyStore, service: string, purpose: KeyPurpose): Promise<OwnKey> {
  const own = (await readOwn(store, service, purpose)) ?? (await makeOwn(store, service, purpose));
  await publish(store, service, purpose, own);
  return own;
}

/** What `service` has published for `purpose`; undefined before its first start. */
export async function readPublishedKey(
  store: KeyStore,
  service: string,
  purpose: KeyPurpose,
): Promise<PublishedKey | undefined> {
  const published = (await store.read(publicPath(service, purpose)))?.data['public_key'];
  if (published === undefined) return undefined;
  const publicKey = createPublicKey({ key: Buffer.from(published.reveal(), 'base64url'), format: 'der', type: 'spki' });
  return { keyId: keyIdOf(publicKey), publicKey };
}

export const privatePath = (service: string, purpose: KeyPurpose): string => `services/${service}/${purpose}`;
export const publicPath = (service: string, purpose: KeyPurpose): string => `public/${service}/${purpose}`;

async function readOwn(store: KeyStore, service: string, purpose: KeyPurpose): Promise<OwnKey | undefined> {
  const stored = (await store.read(privatePath(service, purpose)))?.data['private_key'];
  if (stored === undefined) return undefined;
  const privateKey = createPrivateKey({ key: Buffer.from(stored.reveal(), 'base64url'), format: 'der', type: 'pkcs8' });
  return { keyId: keyIdOf(createPublicKey(privateKey)), privateKey };
}

async function makeOwn(store: KeyStore, service: string, purpose: KeyPurpose): Promise<OwnKey> {
  const { privateKey, publicKey } =
    purpose === 'exchange' ? generateKeyPairSync('x25519') : generateKeyPairSync('ed25519');
  try {
    await store.write(privatePath(service, purpose), { private_key: encodePrivate(privateKey) }, { cas: 0 });
    return { keyId: keyIdOf(publicKey), privateKey };
  } catch (error) {
    const theirs = error instanceof SecretConflict ? await readOwn(store, service, purpose) : undefined;
    if (theirs === undefined) throw error;
    return theirs;
  }
}

async function publish(store: KeyStore, service: string, purpose: KeyPurpose, own: OwnKey): Promise<void> {
  const publicKey = encodePublic(own.privateKey);
  const published = await store.read(publicPath(service, purpose));
  if (published?.data['public_key']?.reveal() === publicKey) return;
  try {
    await store.write(publicPath(service, purpose), { public_key: publicKey }, { cas: published?.version ?? 0 });
  } catch (error) {
    if (!(error instanceof SecretConflict)) throw error;
  }
}

export function encodePrivate(privateKey: KeyObject): string {
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url');
}

/** The public half of a private key. */
export function encodePublic(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64url');
}

/** The first 64 bits of the public key's hash: names the key without a registry of names. */
export function keyIdOf(publicKey: KeyObject): string {
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}
