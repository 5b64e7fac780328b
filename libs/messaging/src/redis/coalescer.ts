/**
 * Gathers what is added during one turn of the event loop and hands it over at its end: one command instead of many.
 * `setImmediate`, not a microtask: what the replies of one read set off all goes into one batch.
 */
export class Coalescer<T> {
  #items: T[] = [];

  constructor(
    private readonly handOver: (items: readonly T[]) => void,
    private readonly most = 256,
  ) {}

  add(item: T): void {
    if (this.#items.push(item) === 1) setImmediate(this.#release);
    if (this.#items.length >= this.most) this.#release();
  }

  readonly #release = (): void => {
    if (this.#items.length === 0) return;
    const items = this.#items;
    this.#items = [];
    this.handOver(items);
  };
}
