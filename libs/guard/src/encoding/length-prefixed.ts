const LENGTH_BYTES = 4;

/**
 * Joins parts so that no two different lists give the same bytes: each part is preceded by its length in bytes as an
 * unsigned 32-bit big-endian number. What is hashed or signed as a list goes through here.
 */
export function lengthPrefixed(...parts: readonly (string | Uint8Array)[]): Buffer {
  let bytes = 0;
  for (const part of parts) bytes += LENGTH_BYTES + Buffer.byteLength(part);
  const joined = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (const part of parts) {
    const length = Buffer.byteLength(part);
    at = joined.writeUInt32BE(length, at);
    if (typeof part === 'string') joined.write(part, at, length, 'utf8');
    else joined.set(part, at);
    at += length;
  }
  return joined;
}

const SHORT_BYTES_MAX = 0x7f;

/**
 * The same list as text whose UTF-8 are the bytes of `lengthPrefixed`, which can be hashed at half the cost; undefined
 * where a part is longer than 127 bytes, because no character spells its length.
 */
export function lengthPrefixedText(...parts: readonly string[]): string | undefined {
  let text = '';
  for (const part of parts) {
    const length = Buffer.byteLength(part);
    if (length > SHORT_BYTES_MAX) return undefined;
    text += `\0\0\0${String.fromCharCode(length)}${part}`;
  }
  return text;
}
