const LENGTH_BYTES = 4;

/**
 * Joins parts so that no two different lists give the same bytes: each part is preceded by its length in bytes as an
 * unsigned 32-bit big-endian number. What is hashed or signed as a list goes through here. One allocation: six ids are
 * hashed for each new token.
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
