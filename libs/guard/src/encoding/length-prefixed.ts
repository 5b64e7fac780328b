/**
 * Joins parts so that no two different lists give the same bytes: each part is preceded by its length in bytes as an
 * unsigned 32-bit big-endian number. What is hashed or signed as a list goes through here.
 */
export function lengthPrefixed(...parts: readonly (string | Uint8Array)[]): Buffer {
  const chunks: Uint8Array[] = [];
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
    const length = Buffer.allocUnsafe(4);
    length.writeUInt32BE(bytes.length);
    chunks.push(length, bytes);
  }
  return Buffer.concat(chunks);
}
