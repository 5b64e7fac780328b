import { isIP, type LookupFunction } from 'node:net';
import { Resolver } from 'node:dns/promises';
import { type Networks } from './networks.js';

/** A host that was looked up once, and whose every address may be reached. */
export interface Target {
  readonly url: URL;
  /** For `http.request`: answers with the addresses that were checked, whatever it is asked. */
  readonly lookup: LookupFunction;
}

export interface TargetTerms {
  readonly networks: Networks;
  /** DNS alone, without hosts files and without getaddrinfo: its few threads are everybody's, and a slow name would hold them. */
  readonly resolver?: Pick<Resolver, 'resolve4' | 'resolve6'>;
}

const DNS_TIMEOUT_MS = 2_000;
const DNS_TRIES = 2;

/** Finds out where URLs lead. */
export class Targets {
  readonly #networks: Networks;
  readonly #resolver: Pick<Resolver, 'resolve4' | 'resolve6'>;

  constructor({ networks, resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: DNS_TRIES }) }: TargetTerms) {
    this.#networks = networks;
    this.#resolver = resolver;
  }

  /**
   * Undefined where nothing may be sent: the host has no address, or one among them that may not be reached, or the scheme is
   * `http:` and one of them is outside the networks that the operator allows. Why is not said: it would tell a tenant what
   * names there are inside.
   */
  async find(given: string): Promise<Target | undefined> {
    const url = new URL(given);
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const addresses = isIP(host) === 0 ? await this.#resolve(host) : [host];
    const verdicts = addresses.map((address) => this.#networks.judge(address));
    if (verdicts.length === 0 || verdicts.includes('refused')) return undefined;
    if (url.protocol !== 'https:' && verdicts.includes('public')) return undefined;
    const pinned = addresses.map((address) => ({ address, family: isIP(address) }));
    return { url, lookup: pinnedTo(pinned) };
  }

  async #resolve(host: string): Promise<readonly string[]> {
    const [v4, v6] = await Promise.allSettled([this.#resolver.resolve4(host), this.#resolver.resolve6(host)]);
    return [...(v4.status === 'fulfilled' ? v4.value : []), ...(v6.status === 'fulfilled' ? v6.value : [])];
  }
}

function pinnedTo(addresses: readonly { readonly address: string; readonly family: number }[]): LookupFunction {
  return (_host, { all }, callback) => {
    const [first] = addresses;
    if (all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}
