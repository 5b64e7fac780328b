import type { Surroundings } from './verify.js';

/** Says whether one of `words` (lower case) stands, as a word of its own, within reach of a stretch or in its key path. */
export function nearby(words: readonly string[]): (around: Surroundings, start: number, end: number) => boolean {
  const anywhere = new RegExp(words.join('|').replaceAll(' ', ' ?'));
  // `call268435456` is a name, not a number that somebody is to call.
  const mention = new RegExp(`(?<!\\p{L})(?:${words.join('|')})(?!\\p{L}|\\d{4})`, 'u');
  return ({ text, context, meter }, start, end) => {
    const window = text.slice(Math.max(0, start - REACH), end + REACH);
    const words = context === '' ? window : `${context} ${window}`;
    meter.spend(words.length);
    // Nearly all places have none, and to rule that out by plain literals costs a tenth.
    const lower = words.toLowerCase();
    if (!anywhere.test(lower)) return false;
    return mention.test(lower) || mention.test(words.replace(CAMEL_CASE, '$1 ').toLowerCase());
  };
}

const REACH = 48;
/** `cardNumber` is two words. */
const CAMEL_CASE = /(\p{Ll})(?=\p{Lu})/gu;
