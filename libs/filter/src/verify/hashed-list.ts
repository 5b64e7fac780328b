import { createHmac } from 'node:crypto';
import type { Verify } from './verify.js';

/** Words of a list that nobody may read, by their keyed hashes: a customer number, the name of a project. */
export interface HashedListPattern {
  readonly kind: 'hashed-list';
  /** Sixteen characters or more, of the tenant alone: with another key nothing matches. */
  readonly key: string;
  /** As `hashEntry` makes them. */
  readonly hashes: readonly string[];
}

/** What is between spaces, quotes and brackets, without punctuation at its ends. */
export const HASHED_WORDS = /[\p{L}\p{N}](?:[^\s"'<>()[\]{},;=]{0,62}[\p{L}\p{N}])/gu;

/**
 * The hash under which a word stands in a list: HMAC-SHA-256 over its letters and digits in capitals, so that it is found
 * however it is grouped. Base64url.
 */
export function hashEntry(entry: string, key: string): string {
  const plain = entry
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return createHmac('sha256', key).update(plain).digest('base64url');
}

export function verifyHashedList({ key, hashes }: HashedListPattern): Verify {
  const listed = new Set(hashes);
  return ({ text, meter }, { start, end }) => {
    meter.spend(end - start);
    if (!listed.has(hashEntry(text.slice(start, end), key))) return undefined;
    return { start, end, score: 0.99, evidence: ['checksum'] };
  };
}
