import { isUtf8 } from 'node:buffer';

/**
 * Reads fields that stand each after its length. Past the end, or at a text that is no UTF-8, it is never `exhausted`, so
 * that one check at the end is enough.
 */
export class FieldReader {
  /** @param at where the first field begins, `end` behind the last */
  constructor(
    private readonly frame: Buffer,
    private at: number,
    private readonly end: number,
  ) {}

  get exhausted(): boolean {
    return this.at === this.end;
  }

  short(): string {
    return this.#text(this.#shortLength(), 2);
  }

  long(): string {
    return this.#text(this.#longLength(), 4);
  }

  shortBytes(): Buffer {
    return this.#bytes(this.#shortLength(), 2);
  }

  bytes(): Buffer {
    return this.#bytes(this.#longLength(), 4);
  }

  #shortLength(): number {
    return this.at + 2 <= this.end ? this.frame.readUInt16BE(this.at) : Infinity;
  }

  #longLength(): number {
    return this.at + 4 <= this.end ? this.frame.readUInt32BE(this.at) : Infinity;
  }

  #bytes(length: number, prefixBytes: number): Buffer {
    const start = this.#skip(length, prefixBytes);
    return this.frame.subarray(start, Math.min(this.at, this.end));
  }

  #text(length: number, prefixBytes: number): string {
    const start = this.#skip(length, prefixBytes);
    if (length === 0 || this.at > this.end) return '';
    const text = this.frame.toString('utf8', start, this.at);
    // Decoding puts U+FFFD for what is no UTF-8; only a text that has one, which hardly any does, need be looked at again.
    if (text.includes('\uFFFD') && !isUtf8(this.frame.subarray(start, this.at))) this.at = Infinity;
    return text;
  }

  /** Where the field begins; moves on to where it ends. */
  #skip(length: number, prefixBytes: number): number {
    const start = this.at + prefixBytes;
    this.at = start + length;
    return start;
  }
}
