import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { KnownPairKeys } from '@strongroom/messaging';

/** The key pairs of a system of services, as PEM, so that they can be handed to another process. */
export type Keyring = Readonly<Record<string, string>>;

export function makeKeyring(services: readonly string[]): Keyring {
  return Object.fromEntries(services.map((service) => [service, newPrivatePem()]));
}

export function keysOf(keyring: Keyring, self: string): KnownPairKeys {
  const pem = keyring[self];
  if (pem === undefined) throw new Error(`no service ${self} in this system`);
  const peers = Object.fromEntries(Object.entries(keyring).map(([name, key]) => [name, createPublicKey(key)]));
  return new KnownPairKeys({ self, privateKey: createPrivateKey(pem), peers });
}

function newPrivatePem(): string {
  return generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
