import type { JsonObject } from '../encoding/strict-json.js';

/** A header that may be used: it names a key, and nothing that would let the token choose how it is judged. */
export interface JwsHeader {
  readonly members: JsonObject;
  readonly kid: string;
}

const HEADERS_MAX = 64;

/**
 * Headers as they were read, by their encoded text: an issuer writes one for all the tokens of a key. Remembered once a
 * signature has verified, so that nobody else fills it; which key a `kid` names now is not remembered.
 */
export class KnownHeaders {
  readonly #headers = new Map<string, JwsHeader>();

  get(encoded: string): JwsHeader | undefined {
    return this.#headers.get(encoded);
  }

  remember(encoded: string, header: JwsHeader): void {
    if (this.#headers.has(encoded)) return;
    // A slice would keep the token that it was cut from.
    this.#headers.set(Buffer.from(encoded, 'latin1').toString('latin1'), header);
    if (this.#headers.size <= HEADERS_MAX) return;
    const oldest = this.#headers.keys().next();
    if (!oldest.done) this.#headers.delete(oldest.value);
  }
}
