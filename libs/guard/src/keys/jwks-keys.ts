import { readBody } from '../feed/read-body.js';
import { readJwkSet } from './jwk.js';
import type { VerificationKey, VerificationKeys } from './verification-key.js';

export interface JwksKeysOptions {
  /** Where the issuer publishes its keys. */
  readonly url: string;
  /** Reads the set; by default an HTTP GET of `url`, without redirects, within `timeoutMs`. Rejects where it cannot. */
  readonly fetchKeySet?: (signal: AbortSignal) => Promise<Uint8Array>;
  /** After this long the set is read again behind the callers' backs. Default 300,000 ms. */
  readonly maxAgeMs?: number;
  /** An unknown kid, or a fault, makes no second read within this time: junk tokens must not become requests. Default 10,000 ms. */
  readonly cooldownMs?: number;
  /** Default 2,000 ms. */
  readonly timeoutMs?: number;
  readonly monotonicMs?: () => number;
}

const BODY_BYTES_MAX = 256 * 1024;

/**
 * The issuer's keys over HTTP. A new kid is looked for once, and all who ask meanwhile share the read. What was read
 * stays good when the issuer cannot be reached, and a kid that is not in it is then neither known nor refused: rotation
 * overlaps at the issuer, which publishes a key before it signs with it and until its last token has expired, so a key
 * that is gone from the set is refused at the next read.
 */
export class JwksKeys implements VerificationKeys {
  readonly #maxAgeMs: number;
  readonly #cooldownMs: number;
  readonly #monotonicMs: () => number;
  #known: ReadonlyMap<string, VerificationKey> | undefined;
  #readAtMs = -Infinity;
  #triedAtMs = -Infinity;
  #reading: Promise<void> | undefined;
  /** Of the last read; undefined where it worked, or none has ended yet. */
  #fault: unknown;

  constructor(private readonly options: JwksKeysOptions) {
    this.#maxAgeMs = options.maxAgeMs ?? 300_000;
    this.#cooldownMs = options.cooldownMs ?? 10_000;
    this.#monotonicMs = options.monotonicMs ?? (() => performance.now());
  }

  /** @throws where the set lacks `kid` and the last attempt to read it failed: nobody can say what the issuer has published since */
  byKid(kid: string): VerificationKey | undefined | Promise<VerificationKey | undefined> {
    const key = this.#known?.get(kid);
    if (!key) return this.#lookFor(kid);
    if (this.#monotonicMs() - this.#readAtMs > this.#maxAgeMs) void this.#read();
    return key;
  }

  async #lookFor(kid: string): Promise<VerificationKey | undefined> {
    await this.#read();
    const key = this.#known?.get(kid);
    if (key || this.#fault === undefined) return key;
    throw new Error(`no key set could be read from ${this.options.url}`, { cause: this.#fault });
  }

  #read(): Promise<void> | undefined {
    if (this.#monotonicMs() - this.#triedAtMs >= this.#cooldownMs) {
      this.#triedAtMs = this.#monotonicMs();
      this.#reading ??= this.#readOnce().finally(() => (this.#reading = undefined));
    }
    return this.#reading;
  }

  async #readOnce(): Promise<void> {
    try {
      const signal = AbortSignal.timeout(this.options.timeoutMs ?? 2_000);
      const keys = readJwkSet(await (this.options.fetchKeySet ?? ((stop) => this.#fetch(stop)))(signal));
      if (!keys) throw new Error(`${this.options.url} is not a JWK Set with unique kids`);
      this.#known = keys;
      this.#readAtMs = this.#monotonicMs();
      this.#fault = undefined;
    } catch (cause) {
      this.#fault = cause ?? new Error('the read failed and did not say why');
    }
  }

  async #fetch(signal: AbortSignal): Promise<Uint8Array> {
    const response = await fetch(this.options.url, {
      redirect: 'error',
      signal,
      headers: { accept: 'application/json' },
    });
    if (response.status !== 200) throw new Error(`${this.options.url} answered ${response.status}`);
    return readBody(response, BODY_BYTES_MAX);
  }
}
