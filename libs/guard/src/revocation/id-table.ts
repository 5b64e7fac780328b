import type { Id128 } from './id128.js';

const CAPACITY_MIN = 64;
/** Linear probing stays short below this; a rebuild leaves 1 / SPARE of it, so that entries cost 25 to 32 bytes in the set. */
const LOAD_MAX = 0.8;
const SPARE = 1.6;

/**
 * An exact open-addressing table of 128-bit ids in typed arrays: 20 bytes a slot as a set, 28 with positions. Ids are
 * hashes, so their first word is the hash. Expired entries are dropped when the table would have to grow, never before:
 * to drop late is safe, to drop early would bring a token back.
 */
export class IdTable {
  #ids: Int32Array = new Int32Array(CAPACITY_MIN * 4);
  /** 0 marks a free slot. */
  #expiriesS: Uint32Array = new Uint32Array(CAPACITY_MIN);
  #positions: Float64Array | undefined;
  #size = 0;

  /** @param keepsPositions without it every entry counts as being at the end of time: what is in the set is dead */
  constructor(private readonly keepsPositions: boolean) {
    if (keepsPositions) this.#positions = new Float64Array(CAPACITY_MIN);
  }

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#ids.byteLength + this.#expiriesS.byteLength + (this.#positions?.byteLength ?? 0);
  }

  /** The position of the entry of this id, 0 where there is none. */
  positionOf(id: Id128): number {
    const slot = this.#slotOf(id);
    if (this.#expiriesS[slot] === 0) return 0;
    return this.#positions?.[slot] ?? Infinity;
  }

  /** Keeps the later position and the later expiry, each for itself: commutative, associative and idempotent. */
  merge(id: Id128, position: number, expiresAtS: number, nowS: number): void {
    let slot = this.#slotOf(id);
    if (this.#expiriesS[slot] === 0) {
      if (this.#size + 1 > this.#capacity * LOAD_MAX) {
        this.#rebuild(this.#size + 1, nowS);
        slot = this.#slotOf(id);
      }
      this.#write(id, slot * 4);
      this.#size++;
    }
    this.#expiriesS[slot] = Math.max(this.#expiriesS[slot] ?? 0, expiresAtS, 1);
    if (this.#positions) this.#positions[slot] = Math.max(this.#positions[slot] ?? 0, position);
  }

  /** Makes room for so many more entries at once, so that a bootstrap of known size never rebuilds. */
  reserve(more: number, nowS: number): void {
    if (this.#size + more > this.#capacity * LOAD_MAX) this.#rebuild(this.#size + more, nowS);
  }

  /** Word by word: a million merges took 175 to 209 ms so, and 241 to 273 ms with TypedArray.set. */
  #write(id: Id128, at: number): void {
    this.#ids[at] = id[0];
    this.#ids[at + 1] = id[1];
    this.#ids[at + 2] = id[2];
    this.#ids[at + 3] = id[3];
  }

  get #capacity(): number {
    return this.#expiriesS.length;
  }

  /** The slot that holds `id`, or the free one where it would go. */
  #slotOf(id: Id128): number {
    const a = id[0];
    const capacity = this.#capacity;
    const ids = this.#ids;
    let slot = Math.floor(((a >>> 0) / 0x1_0000_0000) * capacity);
    while (this.#expiriesS[slot] !== 0) {
      const at = slot * 4;
      if (ids[at] === a && ids[at + 1] === id[1] && ids[at + 2] === id[2] && ids[at + 3] === id[3]) return slot;
      slot = slot + 1 === capacity ? 0 : slot + 1;
    }
    return slot;
  }

  #rebuild(entries: number, nowS: number): void {
    const [ids, expiriesS, positions] = [this.#ids, this.#expiriesS, this.#positions];
    let expired = 0;
    for (const expiry of expiriesS) if (expiry !== 0 && expiry <= nowS) expired++;

    const capacity = Math.max(CAPACITY_MIN, Math.ceil((entries - expired) * SPARE));
    this.#ids = new Int32Array(capacity * 4);
    this.#expiriesS = new Uint32Array(capacity);
    this.#positions = this.keepsPositions ? new Float64Array(capacity) : undefined;
    this.#size = 0;
    for (let slot = 0; slot < expiriesS.length; slot++) {
      const expiryS = expiriesS[slot] ?? 0;
      if (expiryS <= nowS) continue;
      const at = slot * 4;
      const id: Id128 = [ids[at] ?? 0, ids[at + 1] ?? 0, ids[at + 2] ?? 0, ids[at + 3] ?? 0];
      this.merge(id, positions?.[slot] ?? 0, expiryS, nowS);
    }
  }
}
