import { groupsMask } from './masks.js';
import type { Pack } from './pack.js';

export interface Dictionary {
  readonly id: string;
  /** What a finding is called: `PROJECT`, `CUSTOMER`. */
  readonly type: string;
  /** Words and names of several words, two characters or more, found in any case as whole words. */
  readonly entries: readonly string[];
}

/** A tenant's own words as a pack. Throws a `RangeError` that names the entry when one is too short. */
export function dictionaryPack({ id, type, entries }: Dictionary): Pack {
  const short = entries.findIndex((entry) => entry.trim().length < ENTRY_MIN);
  if (short !== -1) throw new RangeError(`entries[${String(short)}] must have ${String(ENTRY_MIN)} characters or more`);
  const anchors = [
    ...new Set(entries.map((entry) => entry.trim().replaceAll(CAPITALS, (letter) => letter.toLowerCase()))),
  ];
  const pattern = {
    kind: 'phrase',
    forms: [{ anchors, behind: String.raw`(?![\w\u00c0-\u024f])` }],
    score: 0.95,
  } as const;
  return {
    id,
    version: '1.0.0',
    rules: [
      { id: `${id}.entry`, type, family: 'business', pattern, mask: groupsMask, examples: [], counterExamples: [] },
    ],
  };
}

/** A single letter stands everywhere. */
const ENTRY_MIN = 2;
/** Only those of ASCII are found in any case. */
const CAPITALS = /[A-Z]/g;

export interface HashedList {
  readonly id: string;
  readonly type: string;
  readonly key: string;
  /** As `hashEntry` makes them with the same key. */
  readonly hashes: readonly string[];
}

/**
 * A list whose entries nobody may read, such as customer numbers, as a pack: single words only. Throws a `RangeError` when
 * the key has less than sixteen characters: short entries could be guessed from their hashes.
 */
export function hashedListPack({ id, type, key, hashes }: HashedList): Pack {
  if (key.length < KEY_MIN) throw new RangeError(`key must have ${String(KEY_MIN)} characters or more`);
  const pattern = { kind: 'hashed-list', key, hashes } as const;
  return {
    id,
    version: '1.0.0',
    rules: [
      { id: `${id}.entry`, type, family: 'business', pattern, mask: groupsMask, examples: [], counterExamples: [] },
    ],
  };
}

const KEY_MIN = 16;
