/** How much may be under way at once. */
export class Slots {
  #used = 0;
  readonly #waiting = new Set<() => void>();

  constructor(readonly total: number) {}

  get used(): number {
    return this.#used;
  }

  get free(): number {
    return this.total - this.#used;
  }

  take(count: number): void {
    this.#used += count;
  }

  release(count = 1): void {
    this.#used -= count;
    for (const wake of this.#waiting) wake();
  }

  /** Resolves when at least one is free, or `signal` aborts. */
  untilFree(signal: AbortSignal): Promise<void> {
    return this.#until(() => this.free > 0, signal);
  }

  /** Resolves when none is used, or `signal` aborts. */
  untilIdle(signal: AbortSignal): Promise<void> {
    return this.#until(() => this.#used === 0, signal);
  }

  #until(reached: () => boolean, signal: AbortSignal): Promise<void> {
    if (reached() || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const check = (): void => {
        if (!reached() && !signal.aborted) return;
        this.#waiting.delete(check);
        signal.removeEventListener('abort', check);
        resolve();
      };
      this.#waiting.add(check);
      signal.addEventListener('abort', check);
    });
  }
}
