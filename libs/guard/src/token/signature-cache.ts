import { hash } from 'node:crypto';

/**
 * Remembers what was read from tokens whose signature verified, least recently used out first. The key is the SHA-256
 * of the raw token, so that the cache holds nobody's credential. It never holds a verdict: time and revocation are
 * looked at on every request.
 */
export class SignatureCache<V> {
  readonly #entries = new Map<string, V>();

  constructor(private readonly entriesMax: number) {}

  /** 32 characters, one a byte: one call costs half of createHash, and half the memory of hexadecimal. */
  static keyOf(token: string): string {
    return hash('sha256', token, 'binary');
  }

  get(key: string): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: string, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.entriesMax) return;
    const oldest = this.#entries.keys().next();
    if (!oldest.done) this.#entries.delete(oldest.value);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  get size(): number {
    return this.#entries.size;
  }
}
