import { hash } from 'node:crypto';
import { createRequire } from 'node:module';
import type * as Aes from '@noble/ciphers/aes.js';
import type { Range } from '../text/spans.js';
import { type KeyRing, ringOf, UNVERSIONED } from './filter-keys.js';

/** What a value was in its input: only a JSON value may have been a number. */
type Kind = 'text' | 'number';

interface Opened {
  readonly kind: Kind;
  readonly value: string;
}

/** Then its token fits into what a stream looks at in one go. */
const VALUE_BYTES_MAX = 16_384;
const VALUE_TOKEN = /\[tok:([A-Z][A-Z0-9_]{0,63}):(?:([1-9][0-9]{0,8}):)?([A-Za-z0-9_-]{27,21900})\]/g;

/**
 * Tokens that stand for values and open only under the key that made them: deterministic authenticated encryption
 * (AES-SIV, RFC 5297). Equal values of a type have equal tokens, nobody can make one up, and none has to be stored.
 * A token names its type, for people and for whoever may restore only some types, and the version of its key where that
 * has versions: `[tok:CREDIT_CARD:…]`, `[tok:CREDIT_CARD:2:…]`.
 */
export class ValueTokens {
  readonly #current: number;
  readonly #versions: ReadonlyMap<number, VersionedKey>;

  constructor(key: Uint8Array | KeyRing) {
    const { current, versions } = ringOf(key);
    this.#current = current;
    this.#versions = new Map(
      Array.from(versions, ([version, bytes]) => [version, { key: bytes, checkKey: checkKeyOf(bytes) }]),
    );
  }

  /** Answers nothing for a value that is too long to have one. */
  seal(type: string, value: string, kind: Kind = 'text'): string | undefined {
    const bytes = toBytes(value, kind);
    const key = this.#versions.get(this.#current);
    if (bytes.length > VALUE_BYTES_MAX || !key) return undefined;
    const sealed = cipher(key, type).encrypt(bytes);
    const version = this.#current === UNVERSIONED ? '' : `${this.#current}:`;
    return `[tok:${type}:${version}${toBase64Url(Buffer.concat([sealed, check(key, type, sealed)]))}]`;
  }

  /** Answers nothing for what is no token, or none of these keys. */
  open(token: string): Opened | undefined {
    const [match] = token.matchAll(VALUE_TOKEN);
    return match?.[0] === token ? this.#open(match) : undefined;
  }

  /** Where the tokens of ours are in a text. */
  find(text: string): readonly Range[] {
    return Array.from(text.matchAll(VALUE_TOKEN))
      .filter((match) => this.#open(match) !== undefined)
      .map(({ 0: token, index }) => ({ start: index, end: index + token.length }));
  }

  /** Puts something in the place of each token of ours; what does not open is text like any other. */
  replace(text: string, by: (token: string, type: string, opened: Opened) => string): string {
    return text.replace(VALUE_TOKEN, (...match: [string, string, string | undefined, string]) => {
      const [token, type] = match;
      const opened = this.#open(match);
      return opened ? by(token, type, opened) : token;
    });
  }

  #open([, type = '', version, body = '']: readonly (string | undefined)[]): Opened | undefined {
    const key = this.#versions.get(version === undefined ? UNVERSIONED : Number(version));
    if (!key) return undefined;
    const bytes = Buffer.from(body, 'base64url');
    const sealed = bytes.subarray(0, -CHECK_BYTES);
    // Written otherwise than we write it, it is not ours.
    if (toBase64Url(bytes) !== body || !check(key, type, sealed).equals(bytes.subarray(-CHECK_BYTES))) return undefined;
    try {
      return fromBytes(Buffer.from(cipher(key, type).decrypt(sealed)));
    } catch {
      // Made under another key, of another type, or by somebody who hoped.
      return undefined;
    }
  }
}

interface VersionedKey {
  readonly key: Uint8Array;
  readonly checkKey: Buffer;
}

function checkKeyOf(key: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([Buffer.from('check of a value token'), key]), 'buffer');
}

/** The type is authenticated with the value: moved to another one a token does not open. */
function cipher({ key }: VersionedKey, type: string): ReturnType<typeof Aes.aessiv> {
  aes ??= require('@noble/ciphers/aes.js') as typeof Aes;
  return aes.aessiv(key, SCHEME, Buffer.from(type));
}

const require = createRequire(import.meta.url);
/** Read with the first token: most processes make none. */
let aes: typeof Aes | undefined;

/**
 * Three bytes that tell at a tenth of the cost what nearly surely is none of ours, so that a text full of made-up tokens
 * costs no more than another. What is ours, AES-SIV decides.
 */
function check({ checkKey }: VersionedKey, type: string, sealed: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([checkKey, Buffer.from(`${type}:`), sealed]), 'buffer').subarray(0, CHECK_BYTES);
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
