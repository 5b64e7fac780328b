import { monotonicMs } from '../../e2e/robustness/revocation/history.ts';

/** When one follower had everything that is watched, and how far it had come in the log then. */
export class Sighting {
  readonly #moments: { readonly seq: number; readonly atMs: number }[] = [];
  #wanted: { readonly seq: number; readonly resolve: (atMs: number) => void } | undefined;

  /** To be called right after it is so; every place of the log that is reached later counts for itself. */
  note(seq: number): void {
    this.#moments.push({ seq, atMs: monotonicMs() });
    this.#answer();
  }

  /** The first moment at which the log was known up to `seq` as well: monotonic milliseconds. One caller at a time. */
  at(seq: number): Promise<number> {
    return new Promise((resolve) => {
      this.#wanted = { seq, resolve };
      this.#answer();
    });
  }

  #answer(): void {
    const { seq = Infinity, resolve } = this.#wanted ?? {};
    const moment = this.#moments.find((each) => each.seq >= seq);
    if (moment !== undefined) resolve?.(moment.atMs);
  }
}
