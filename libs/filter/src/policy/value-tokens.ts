import { hash } from 'node:crypto';
import { aessiv } from '@noble/ciphers/aes.js';
import type { Range } from '../text/spans.js';

/** What a value was in its input: only a JSON value may have been a number. */
type Kind = 'text' | 'number';

interface Opened {
  readonly kind: Kind;
  readonly value: string;
}

/** Then its token fits into what a stream looks at in one go. */
const VALUE_BYTES_MAX = 16_384;
const VALUE_TOKEN = /\[tok:([A-Z][A-Z0-9_]{0,63}):([A-Za-z0-9_-]{27,21900})\]/g;

/**
 * Tokens that stand for values and open only under the key that made them: deterministic authenticated encryption
 * (AES-SIV, RFC 5297). Equal values of a type have equal tokens, nobody can make one up, and none has to be stored.
 * A token names its type, for people and for whoever may restore only some types: `[tok:CREDIT_CARD:…]`.
 */
export class ValueTokens {
  readonly #key: Uint8Array;
  readonly #checkKey: Buffer;

  constructor(key: Uint8Array) {
    this.#key = key;
    this.#checkKey = hash('sha256', Buffer.concat([Buffer.from('check of a value token'), key]), 'buffer');
  }

  /** Answers nothing for a value that is too long to have one. */
  seal(type: string, value: string, kind: Kind = 'text'): string | undefined {
    const bytes = toBytes(value, kind);
    if (bytes.length > VALUE_BYTES_MAX) return undefined;
    const sealed = this.#cipher(type).encrypt(bytes);
    return `[tok:${type}:${toBase64Url(Buffer.concat([sealed, this.#check(type, sealed)]))}]`;
  }

  /** Answers nothing for what is no token, or none of this key. */
  open(token: string): Opened | undefined {
    const [[whole, type = '', body = ''] = []] = token.matchAll(VALUE_TOKEN);
    return whole === token ? this.#open(type, body) : undefined;
  }

  /** Where the tokens of ours are in a text. */
  find(text: string): readonly Range[] {
    return Array.from(text.matchAll(VALUE_TOKEN))
      .filter(([, type = '', body = '']) => this.#open(type, body) !== undefined)
      .map(({ 0: token, index }) => ({ start: index, end: index + token.length }));
  }

  /** Puts something in the place of each token of ours; what does not open is text like any other. */
  replace(text: string, by: (token: string, type: string, opened: Opened) => string): string {
    return text.replace(VALUE_TOKEN, (token: string, type: string, body: string) => {
      const opened = this.#open(type, body);
      return opened ? by(token, type, opened) : token;
    });
  }

  #open(type: string, body: string): Opened | undefined {
    const bytes = Buffer.from(body, 'base64url');
    const sealed = bytes.subarray(0, -CHECK_BYTES);
    // Written otherwise than we write it, it is not ours.
    if (toBase64Url(bytes) !== body || !this.#check(type, sealed).equals(bytes.subarray(-CHECK_BYTES)))
      return undefined;
    try {
      return fromBytes(Buffer.from(this.#cipher(type).decrypt(sealed)));
    } catch {
      // Made under another key, of another type, or by somebody who hoped.
      return undefined;
    }
  }

  /** The type is authenticated with the value: moved to another one a token does not open. */
  #cipher(type: string): ReturnType<typeof aessiv> {
    return aessiv(this.#key, SCHEME, Buffer.from(type));
  }

  /**
   * Three bytes that tell at a tenth of the cost what nearly surely is none of ours, so that a text full of made-up tokens
   * costs no more than another. What is ours, AES-SIV decides.
   */
  #check(type: string, sealed: Uint8Array): Buffer {
    return hash('sha256', Buffer.concat([this.#checkKey, Buffer.from(`${type}:`), sealed]), 'buffer').subarray(
      0,
      CHECK_BYTES,
    );
  }
}

const CHECK_BYTES = 3;
const SCHEME = Buffer.from('strongroom value token 1');

/** The first byte tells the rest: halves of surrogate pairs have no UTF-8, and must come back too. */
const forms = { text: 0, number: 1, utf16: 2 } as const;

function toBytes(value: string, kind: Kind): Uint8Array {
  return value.isWellFormed()
    ? Buffer.concat([Buffer.of(forms[kind]), Buffer.from(value, 'utf8')])
    : Buffer.concat([Buffer.of(forms.utf16), Buffer.from(value, 'utf16le')]);
}

function fromBytes(bytes: Buffer): Opened {
  const form = bytes[0];
  const value = bytes.subarray(1).toString(form === forms.utf16 ? 'utf16le' : 'utf8');
  return { kind: form === forms.number ? 'number' : 'text', value };
}

function toBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
