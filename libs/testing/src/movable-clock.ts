import { type Clock } from '@strongroom/kernel';

/** A clock that stands still until the test moves it, and never goes back unless told to. */
export class MovableClock implements Clock {
  #nowMs: number;

  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  advanceMs(ms: number): void {
    if (ms < 0) throw new RangeError('use setMs to go back in time: it says so in the test');
    this.#nowMs += ms;
  }

  setMs(ms: number): void {
    this.#nowMs = ms;
  }
}
