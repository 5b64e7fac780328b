import { byteOf, isCapital, isLetter, SMALL } from './bytes.js';

export interface Literal {
  readonly text: string;
  /** Whether capitals of ASCII are the same as small letters; `text` is in lower case then. */
  readonly anyCase: boolean;
  /** Whether no letter of ASCII may stand before it. */
  readonly beginsWord: boolean;
}

/**
 * Literals by their first three characters, and then by their fourth. Whether one may begin at a place is one bit, in a
 * table that the first cache holds. One place in thirteen shares three characters with a literal, one in twenty-five a
 * fourth: only there the literals of these four are compared.
 */
export class LiteralTable {
  /** A bit for the key of each three classes with which a literal begins; from `AT_WORDS` on the same where a word may. */
  readonly begins = new Int32Array(2 * AT_WORDS);
  /** By the same keys the group of the literals that begin so, 0 for none. */
  readonly #groups = new Uint16Array(1 << (3 * CLASS_BITS));
  /** By group: at which places one of its literals may begin, see `placesAt`. */
  readonly #places: Uint8Array;
  /** By twice the group, and one for the upper half of the classes: a bit for each fourth class that goes on. */
  readonly #fourths: Int32Array;
  /** By group and fourth class. */
  readonly #longer = new Map<number, readonly Candidate[]>();
  /** By group: those that have no fourth. */
  readonly #short: readonly (readonly Candidate[])[];

  constructor(literals: readonly Literal[]) {
    const groups = this.#group(literals.map(candidateOf));
    this.#places = Uint8Array.from(groups, (group) => group.reduce((all, { place }) => all | place, 0));
    this.#short = groups.map((group) => group.filter(({ text }) => text.length < 4));
    this.#fourths = new Int32Array(2 * groups.length);
    for (const [index, group] of groups.entries()) {
      if (this.#short[index]?.length !== 0) this.#fourths.fill(-1, 2 * index, 2 * index + 2);
      for (const { text } of group) {
        const fourth = classAt(text, 3);
        const slot = (index << CLASS_BITS) | fourth;
        if (text.length < 4 || this.#longer.has(slot)) continue;
        const half = 2 * index + (fourth >> 5);
        this.#fourths[half] = (this.#fourths[half] ?? 0) | (1 << fourth);
        this.#longer.set(slot, group.length === 1 ? group : group.filter((each) => mayGoOn(each, fourth)));
      }
    }
  }

  /** Those with the first three classes and the fourth, and those that are shorter, in the order they were given in. */
  candidates(key: number, fourth: number, places: number): readonly Candidate[] {
    const group = this.#groups[key] ?? 0;
    if (((this.#places[group] ?? 0) & places) === 0) return NONE;
    if ((((this.#fourths[2 * group + (fourth >> 5)] ?? 0) >>> fourth) & 1) === 0) return NONE;
    return this.#longer.get((group << CLASS_BITS) | fourth) ?? this.#short[group] ?? NONE;
  }

  /** Fills the tables by key. What begins with the same literals is one group. */
  #group(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
    const groups: (readonly Candidate[])[] = [[]];
    // Where all have ended before the third class it says nothing.
    const ended = new Map<number, number>();
    for (const [key, those] of byKey(candidates)) {
      const haveEnded = those.every(({ text }) => text.length < 3);
      const group = (haveEnded ? ended.get(key >> CLASS_BITS) : undefined) ?? groups.push(those) - 1;
      if (haveEnded) ended.set(key >> CLASS_BITS, group);
      this.#groups[key] = group;
      this.#begin(AT_WORDS, key);
      if (!those.every(({ beginsWord }) => beginsWord)) this.#begin(0, key);
    }
    if (groups.length > GROUPS_MAX) throw new RangeError(`more than ${GROUPS_MAX} beginnings of literals`);
    return groups;
  }

  #begin(half: number, key: number): void {
    const word = half + (key >> 5);
    this.begins[word] = (this.begins[word] ?? 0) | (1 << key);
  }
}

function byKey(candidates: readonly Candidate[]): ReadonlyMap<number, readonly Candidate[]> {
  const map = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    const { first, last } = keysOf(candidate.text);
    for (let key = first; key <= last; key++) {
      const those = map.get(key);
      if (those) those.push(candidate);
      else map.set(key, [candidate]);
    }
  }
  return map;
}

const NONE: readonly Candidate[] = [];

/** A literal in the form in which it is compared. */
export interface Candidate extends Literal {
  /** One bit of those of `placesAt`. */
  readonly place: number;
  /** Its first four bytes, fewer if it has fewer, the first one lowest; of each the bits that matter. */
  readonly first: number;
  readonly firstMask: number;
  /** The same of its last code unit: most that share four characters part before the end. */
  readonly last: number;
  readonly lastMask: number;
}

function candidateOf(literal: Literal): Candidate {
  const { text } = literal;
  let [first, firstMask] = [0, 0];
  for (let at = 0; at < Math.min(4, text.length); at++) {
    const byte = byteOf(text.charCodeAt(at));
    const mask = literal.anyCase && isLetter(byte) ? 0xff & ~SMALL : 0xff;
    first |= (byte & mask) << (8 * at);
    firstMask |= mask << (8 * at);
  }
  const end = text.charCodeAt(text.length - 1);
  const lastMask = literal.anyCase && isLetter(end) ? ~SMALL : -1;
  return { ...literal, place: placeOf(literal), first, firstMask, last: end & lastMask, lastMask };
}

const ANYWHERE = 1;
const WORD_BEGINS = 2;
const SMALL_LETTER = 4;
const CAPITAL = 8;

function placeOf({ text, anyCase, beginsWord }: Literal): number {
  if (beginsWord) return WORD_BEGINS;
  const first = text.charCodeAt(0);
  return anyCase || !isLetter(first) ? ANYWHERE : isCapital(first) ? CAPITAL : SMALL_LETTER;
}

/** Which of these a place is where `byte` stands, as a sum. */
export function placesAt(byte: number, isInWord: boolean): number {
  const letter = isCapital(byte) ? CAPITAL : SMALL_LETTER;
  return ANYWHERE | (isInWord ? 0 : WORD_BEGINS) | (isLetter(byte) ? letter : 0);
}

/** 64 classes: letters without their case, digits, and marks, of which some that are rare in texts share one. */
const CLASS_BITS = 6;
const CLASSES = 1 << CLASS_BITS;
const KEY_MASK = (1 << (3 * CLASS_BITS)) - 1;
const GROUPS_MAX = 1 << 16;

/** In 32 bits a word. */
export const AT_WORDS = 1 << (3 * CLASS_BITS - 5);

export const classOf = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x80) return 60 + (byte & 3);
  if (byte >= 0x40) return byte & 0x1f;
  return byte >= 0x20 ? byte : byte === 0x0a ? 0 : 30;
});

/** The key of three classes, of which this is the last, from that of the three that end one before. */
export function nextKey(key: number, last: number): number {
  return ((key << CLASS_BITS) | last) & KEY_MASK;
}

/** One; of a literal that is shorter, one for everything that may stand behind it. */
function keysOf(text: string): { readonly first: number; readonly last: number } {
  let first = 0;
  for (let at = 0; at < 3; at++) first = nextKey(first, at < text.length ? classAt(text, at) : 0);
  return { first, last: first + CLASSES ** Math.max(0, 3 - text.length) - 1 };
}

function mayGoOn({ text }: Literal, fourth: number): boolean {
  return text.length < 4 || classAt(text, 3) === fourth;
}

function classAt(text: string, at: number): number {
  return classOf[byteOf(text.charCodeAt(at))] ?? 0;
}
