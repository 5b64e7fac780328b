import type { View, ViewName } from './view.js';

/**
 * Builds a view from another one, piece by piece, and keeps the way back to the original. What it costs goes with the
 * number of changes, not with the length of the text: nearly all texts have few.
 */
export class ViewBuilder {
  readonly #pieces: string[] = [];
  /** One entry a piece of the way back: where it begins in this view, and the stretch of the parent behind it. */
  readonly #at: number[] = [];
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #changed: { readonly start: number; end: number }[] = [];
  #length = 0;

  constructor(private readonly parent: View) {}

  /** Takes over `parent.text[from, to)` as it is: each code unit stands for its own. */
  keep(from: number, to: number): void {
    if (from === to) return;
    this.#pieces.push(this.parent.text.slice(from, to));
    this.#add(from, AS_IT_IS, to - from);
  }

  /** Puts `text` where the parent has `[from, to)`: each of its code units stands for all of that. */
  put(text: string, from: number, to: number): void {
    this.#pieces.push(text);
    this.#change(text.length);
    this.#add(from, to, text.length);
  }

  /** Leaves out what stands before `to`. */
  skip(): void {
    this.#change(0);
  }

  /** Leaves out what ends at `to` but counts it to the character before: a combining mark belongs to its base. */
  attach(to: number): void {
    this.skip();
    const last = this.#at.length - 1;
    const [at, from, until] = [this.#at[last], this.#from[last], this.#to[last]];
    if (at === undefined || from === undefined || until === undefined) return;
    if (until !== AS_IT_IS) {
      this.#to[last] = to;
      return;
    }
    // Only the last of the characters kept wears the mark.
    const base = from + (this.#length - 1 - at);
    if (base > from) this.#push(this.#length - 1, base, to);
    else this.#to[last] = to;
  }

  build(name: ViewName): View {
    const { parent } = this;
    const [at, from, to] = [this.#at, this.#from, this.#to];
    return {
      name,
      text: this.#pieces.join(''),
      changed: this.#changed,
      sourceStart: (index) => {
        const piece = pieceOf(at, index);
        const start = from[piece] ?? 0;
        return parent.sourceStart(to[piece] === AS_IT_IS ? start + index - (at[piece] ?? 0) : start);
      },
      sourceEnd: (index) => {
        const piece = pieceOf(at, index);
        const end = to[piece] ?? 0;
        return parent.sourceEnd(end === AS_IT_IS ? (from[piece] ?? 0) + index - (at[piece] ?? 0) : end - 1);
      },
    };
  }

  /** Texts in other scripts change everywhere: what is side by side is one change. */
  #change(length: number): void {
    const last = this.#changed.at(-1);
    const end = this.#length + length;
    if (last?.end === this.#length) last.end = end;
    else this.#changed.push({ start: this.#length, end });
  }

  #add(from: number, to: number, length: number): void {
    this.#push(this.#length, from, to);
    this.#length += length;
  }

  #push(at: number, from: number, to: number): void {
    this.#at.push(at);
    this.#from.push(from);
    this.#to.push(to);
  }
}

/** In place of the end of a stretch: its code units stand one for one. */
const AS_IT_IS = -1;

/** The last piece that begins at `index` or before. */
function pieceOf(at: readonly number[], index: number): number {
  let low = 0;
  let high = at.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((at[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}
