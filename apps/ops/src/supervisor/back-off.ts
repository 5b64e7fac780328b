const FIRST_MS = 500;
const MAX_MS = 30_000;
/** A process that ran this long has come up: its next crash is a first one again. */
const STEADY_AFTER_MS = 60_000;

/** How long to wait before a process that keeps crashing is started again. */
export class BackOff {
  private crashes = 0;

  /** @param ranMs how long the process ran before it ended */
  nextMs(ranMs: number): number {
    if (ranMs >= STEADY_AFTER_MS) this.crashes = 0;
    const waitMs = Math.min(FIRST_MS * 2 ** this.crashes, MAX_MS);
    this.crashes += 1;
    return waitMs;
  }
}
