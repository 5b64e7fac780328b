/**
 * The same text in one piece of memory. Parts of a longer text, and texts put together of parts, lead to their
 * characters by way of another one, at each of the many times they are asked for: to copy one costs a hundredth of that.
 */
export function flat(text: string): string {
  if (text.length < WORTH_COPYING || text.length > KEPT_INSIDE) return text;
  const encoding = isLatin(text) ? 'latin1' : 'utf16le';
  return Buffer.from(text, encoding).toString(encoding);
}

/** Whether each code unit is of Latin-1; answered at once where the engine keeps the text so. */
export function isLatin(text: string): boolean {
  return !BEYOND_LATIN.test(text);
}

const WORTH_COPYING = 1_024;
/** What Node.js makes of a larger buffer is kept outside of the engine's heap, and read more slowly again. */
const KEPT_INSIDE = 500_000;
const BEYOND_LATIN = /[^\0-\xff]/;
