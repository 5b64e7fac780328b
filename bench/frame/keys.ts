import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { KnownPairKeys } from '@strongroom/messaging';

/** X25519 private keys by service, PKCS #8 PEM; made for one run. */
export type PrivateKeys = Readonly<Record<string, string>>;

export function newPrivateKeys(services: readonly string[]): PrivateKeys {
  const newKey = (): string =>
    generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return Object.fromEntries(services.map((name) => [name, newKey()]));
}

/** The pair keys of `self` with every service of the run. */
export function pairKeysOf(privateKeys: PrivateKeys, self: string): KnownPairKeys {
  const pairs = Object.entries(privateKeys).map(([name, pem]) => [name, createPrivateKey(pem)] as const);
  const own = pairs.find(([name]) => name === self);
  if (own === undefined) throw new Error(`no key was made for ${self}`);
  const peers = Object.fromEntries(pairs.map(([name, key]) => [name, createPublicKey(key)]));
  return new KnownPairKeys({ self, privateKey: own[1], peers });
}
