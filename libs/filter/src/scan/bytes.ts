import { isLatin } from '../text/flat.js';

/**
 * A part of a text as an array, one byte a code unit: to ask a string for a code unit takes the engine several branches,
 * an array one, and to copy ASCII costs a hundredth of a walk over it.
 */
export class ByteBlock {
  readonly #bytes = Buffer.alloc(BLOCK_LENGTH + BYTES_BEHIND);
  #filled = 0;

  /**
   * The bytes of `text[start, start + BLOCK_LENGTH)` and of `BYTES_BEHIND` more, zeros behind the end of the text. What is
   * not Latin-1 is `NOT_LATIN`, as `ÿ` is. They are good until the next call.
   */
  fill(text: string, start: number): Uint8Array {
    this.clear();
    const bytes = this.#bytes;
    const part = text.slice(start, start + bytes.length);
    this.#filled = part.length;
    if (isLatin(part)) bytes.write(part, 'latin1');
    else for (let at = 0; at < part.length; at++) bytes[at] = byteOf(part.charCodeAt(at));
    return bytes;
  }

  /** Nothing of a text outlives its call. */
  clear(): void {
    this.#bytes.fill(0, 0, this.#filled);
    this.#filled = 0;
  }
}

export const BLOCK_LENGTH = 8_192;
const BYTES_BEHIND = 8;

export function byteOf(code: number): number {
  return code < NOT_LATIN ? code : NOT_LATIN;
}

const NOT_LATIN = 0xff;
/** The bit that makes a capital letter of ASCII small. */
export const SMALL = 0x20;

export function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

/** Of ASCII. */
export function isLetter(code: number): boolean {
  return isCapital(code & ~SMALL);
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
