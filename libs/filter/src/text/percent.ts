const ESCAPE_LENGTH = '%40'.length;
const HEX_PAIR = /^[0-9a-fA-F]{2}$/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The one character whose escapes (RFC 3986, section 2.1), UTF-8 behind them, begin at `at`, and where they end. */
export function percentAt(text: string, at: number): { readonly character: string; readonly end: number } | undefined {
  const first = byteAt(text, at);
  if (first === undefined) return undefined;
  const size = utf8Size(first);
  const end = at + size * ESCAPE_LENGTH;
  if (size === 1) return { character: String.fromCharCode(first), end };
  const bytes = new Uint8Array(size);
  for (let index = 0; index < size; index++) {
    const byte = byteAt(text, at + index * ESCAPE_LENGTH);
    if (byte === undefined) return undefined;
    bytes[index] = byte;
  }
  try {
    return { character: utf8.decode(bytes), end };
  } catch {
    return undefined;
  }
}

function byteAt(text: string, at: number): number | undefined {
  const pair = text.slice(at + 1, at + ESCAPE_LENGTH);
  return text[at] === '%' && HEX_PAIR.test(pair) ? Number.parseInt(pair, 16) : undefined;
}

/** How many bytes a character has whose first byte is this (RFC 3629, section 3). */
function utf8Size(firstByte: number): number {
  if (firstByte < 0x80) return 1;
  if (firstByte < 0xe0) return 2;
  return firstByte < 0xf0 ? 3 : 4;
}
