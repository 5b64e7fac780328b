import { byteOf, isCapital, isLetter, SMALL } from './bytes.js';

export interface Literal {
  readonly text: string;
  /** Whether capitals of ASCII are the same as small letters; `text` is in lower case then. */
  readonly anyCase: boolean;
  /** Whether no letter of ASCII may stand before it. */
  readonly beginsWord: boolean;
}

/**
 * Literals by their first three characters, then by their fourth, then by what may follow up to the eighth. Whether one
 * may begin at a place is one bit, in a table that the first cache holds. One place in twelve shares three characters
 * with a literal; only where it shares what follows too are literals compared.
 */
export class LiteralTable {
  /**
   * A bit for the key of each three classes with which a literal or a run of digits begins; from `AT_WORDS` on the same
   * where a word may, from `BEHIND_DIGITS` on where a word may and no such run.
   */
  readonly begins = new Int32Array(3 * AT_WORDS);
  /** By the same keys the group of the literals that begin so, 0 for none. */
  readonly #groups = new Uint16Array(1 << (3 * CLASS_BITS));
  /** By group and fourth class the node of those that go on so, 0 for none. */
  readonly #nodes: Uint16Array;
  /** By node: at which places one of its literals may begin, see `placesAt`. */
  readonly #places: Uint8Array;
  /** By node: two halves of the classes for the fifth character and each further one, a bit for each that goes on. */
  readonly #further: Int32Array;
  readonly #candidates: readonly (readonly Candidate[])[];

  constructor(literals: readonly Literal[]) {
    const groups = this.#group(literals.map(candidateOf));
    for (const part of [0, AT_WORDS]) this.begins.fill(-1, part + DIGIT_WORDS[0], part + DIGIT_WORDS[1]);
    const nodes: (readonly Candidate[])[] = [NONE];
    this.#nodes = new Uint16Array(groups.length << CLASS_BITS);
    for (const [index, group] of groups.entries()) {
      const short = group.filter(({ text }) => text.length < 4);
      const first = index << CLASS_BITS;
      if (short.length > 0) this.#nodes.fill(nodes.push(short) - 1, first, first + CLASSES);
      for (const fourth of new Set(group.filter(({ text }) => text.length > 3).map(({ text }) => classAt(text, 3))))
        this.#nodes[first | fourth] =
          nodes.push(group.filter(({ text }) => text.length < 4 || classAt(text, 3) === fourth)) - 1;
    }
    if (nodes.length > GROUPS_MAX) throw new RangeError(`more than ${GROUPS_MAX} beginnings of literals`);
    this.#candidates = nodes;
    this.#places = Uint8Array.from(nodes, (node) => node.reduce((all, { place }) => all | place, 0));
    this.#further = Int32Array.from(nodes.flatMap(furtherOf));
  }

  /** Those that may begin at `bytes[at]`, in the order they were given in; `key` is that of the three classes there. */
  candidates(bytes: Uint8Array, at: number, key: number, places: number): readonly Candidate[] {
    const node = this.#nodes[((this.#groups[key] ?? 0) << CLASS_BITS) | (classOf[bytes[at + 3] ?? 0] ?? 0)] ?? 0;
    if (((this.#places[node] ?? 0) & places) === 0) return NONE;
    for (let further = 0; further < FURTHER; further++) {
      const next = classOf[bytes[at + 4 + further] ?? 0] ?? 0;
      if ((((this.#further[2 * (node * FURTHER + further) + (next >> 5)] ?? 0) >>> next) & 1) === 0) return NONE;
    }
    return this.#candidates[node] ?? NONE;
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
      for (const part of [AT_WORDS, BEHIND_DIGITS]) this.#begin(part, key);
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

/** How many characters behind the fourth are looked at before literals are compared. */
const FURTHER = 4;

function furtherOf(node: readonly Candidate[]): readonly number[] {
  return Array.from({ length: FURTHER }, (_, further) => {
    const halves = [0, 0];
    for (const { text } of node) {
      if (text.length <= 4 + further) return [-1, -1];
      const next = classAt(text, 4 + further);
      halves[next >> 5] = (halves[next >> 5] ?? 0) | (1 << next);
    }
    return halves;
  }).flat();
}

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
export const BEHIND_DIGITS = 2 * AT_WORDS;

export const classOf = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x80) return 60 + (byte & 3);
  if (byte >= 0x40) return byte & 0x1f;
  return byte >= 0x20 ? byte : byte === 0x0a ? 0 : 30;
});

/** Where in a part of the table the keys stand that begin with `0` to `9`, whose classes are side by side. */
const DIGIT_WORDS = [0x30, 0x3a].map((first) => (first << (2 * CLASS_BITS)) >> 5) as [number, number];

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

function classAt(text: string, at: number): number {
  return classOf[byteOf(text.charCodeAt(at))] ?? 0;
}
