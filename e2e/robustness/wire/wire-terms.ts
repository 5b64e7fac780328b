import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { KnownPairKeys } from '@strongroom/messaging';

/** What every process of one run needs to know; it lies in a file that only this user can read. */
export interface WireTerms {
  readonly redis: string;
  readonly postgres: string;
  /** Where the histories are written. */
  readonly folder: string;
  /** PEM, by service; made for this run. */
  readonly keys: Readonly<Record<string, { readonly privateKey: string; readonly publicKey: string }>>;
}

export const CALL = 'orders.order.place.v1';
export const BARE_CALL = 'orders.order.look.v1';
export const EVENT = 'shop.thing.happened.v1';

export function makeKeys(services: readonly string[]): WireTerms['keys'] {
  return Object.fromEntries(
    services.map((service) => {
      const { privateKey, publicKey } = generateKeyPairSync('x25519');
      return [
        service,
        {
          privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
          publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        },
      ];
    }),
  );
}

export function keysOf(terms: WireTerms, self: string): KnownPairKeys {
  const own = terms.keys[self];
  if (own === undefined) throw new Error(`no service ${self} in this run`);
  const peers = Object.entries(terms.keys).map(([name, { publicKey }]) => [name, createPublicKey(publicKey)] as const);
  return new KnownPairKeys({ self, privateKey: createPrivateKey(own.privateKey), peers: Object.fromEntries(peers) });
}

/** The arguments of a process of a run: the file with its terms, and what it alone is told. */
export function readArguments(): { readonly terms: WireTerms; readonly own: unknown } {
  const [file = '', own = '{}'] = process.argv.slice(2);
  return { terms: JSON.parse(readFileSync(file, 'utf8')) as WireTerms, own: JSON.parse(own) as unknown };
}

/** Tells the process that started this one; without one there is nobody to tell. */
export function tell(message: object): void {
  process.send?.(message);
}
