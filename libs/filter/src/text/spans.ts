import { isAscii } from './ascii.js';

/** Half open: `start` belongs to it, `end` does not. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The same stretch of a text, counted as JavaScript and Java do, as Python and SQL do, and as bytes of UTF-8. */
export interface Span {
  readonly utf16: Range;
  readonly codePoints: Range;
  readonly bytes: Range;
}

/**
 * Counts ranges in code points and bytes too, in one walk over the text. The ranges are in UTF-16 code units, in
 * order, and do not overlap. A lone surrogate counts as one code point of three bytes: so `TextEncoder` writes it.
 */
export function measureSpans(text: string, ranges: readonly Range[]): readonly Span[] {
  if (isAscii(text)) return ranges.map((range) => ({ utf16: range, codePoints: range, bytes: range }));
  const position = new Position(text);
  return ranges.map((utf16) => {
    const from = position.advanceTo(utf16.start);
    const to = position.advanceTo(utf16.end);
    return {
      utf16,
      codePoints: { start: from.codePoints, end: to.codePoints },
      bytes: { start: from.bytes, end: to.bytes },
    };
  });
}

class Position {
  #utf16 = 0;
  #codePoints = 0;
  #bytes = 0;

  constructor(private readonly text: string) {}

  advanceTo(utf16: number): { readonly codePoints: number; readonly bytes: number } {
    const { text } = this;
    let at = this.#utf16;
    let codePoints = this.#codePoints;
    let bytes = this.#bytes;
    while (at < utf16) {
      const unit = text.charCodeAt(at);
      // Most of a text is ASCII even where not all of it is.
      const code = unit < 0x80 ? unit : (text.codePointAt(at) ?? 0);
      at += code > 0xffff ? 2 : 1;
      codePoints++;
      bytes += utf8Bytes(code);
    }
    this.#utf16 = at;
    this.#codePoints = codePoints;
    this.#bytes = bytes;
    return { codePoints, bytes };
  }
}

function utf8Bytes(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
