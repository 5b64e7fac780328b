/** The time as this process sees it. Where several processes must agree, the database's time decides, not this. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };
