import type { View, ViewName } from './view.js';

/** Builds a view from another one, character by character, and keeps the way back to the original. Views never grow. */
export class ViewBuilder {
  readonly #pieces: string[] = [];
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  #length = 0;

  constructor(private readonly parent: View) {
    this.#starts = new Uint32Array(parent.text.length);
    this.#ends = new Uint32Array(parent.text.length);
  }

  /** Takes over `parent.text[from, to)` as it is. */
  keep(from: number, to: number): void {
    if (from === to) return;
    this.#pieces.push(this.parent.text.slice(from, to));
    for (let index = from; index < to; index++) {
      this.#starts[this.#length] = this.parent.sourceStart(index);
      this.#ends[this.#length] = this.parent.sourceEnd(index);
      this.#length++;
    }
  }

  /** Puts `character` where the parent has `[from, to)`. */
  put(character: string, from: number, to: number): void {
    this.#pieces.push(character);
    const length = this.#length + character.length;
    this.#starts.fill(this.parent.sourceStart(from), this.#length, length);
    this.#ends.fill(this.parent.sourceEnd(to - 1), this.#length, length);
    this.#length = length;
  }

  /** Leaves out what ends at `to` but counts it to the character before: a combining mark belongs to its base. */
  attach(to: number): void {
    if (this.#length > 0) this.#ends[this.#length - 1] = this.parent.sourceEnd(to - 1);
  }

  build(name: ViewName): View {
    const starts = this.#starts;
    const ends = this.#ends;
    return {
      name,
      text: this.#pieces.join(''),
      sourceStart: (index) => starts[index] ?? 0,
      sourceEnd: (index) => ends[index] ?? 0,
    };
  }
}
