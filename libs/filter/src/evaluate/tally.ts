/** How often a filter was right about something. Tallies add up. */
export interface Tally {
  readonly hits: number;
  /** Found, but not there. */
  readonly falseAlarms: number;
  /** There, but not found. */
  readonly misses: number;
}

export interface Figures {
  /** How many of those found are there. 1 where nothing was found. */
  readonly precision: number;
  /** How many of those that are there were found. 1 where nothing is there. */
  readonly recall: number;
  /** Both in one, recall counting twice as much: what slips through costs more than what is hidden for nothing. */
  readonly f2: number;
}

export const emptyTally: Tally = { hits: 0, falseAlarms: 0, misses: 0 };

export function addTallies(a: Tally, b: Tally): Tally {
  return { hits: a.hits + b.hits, falseAlarms: a.falseAlarms + b.falseAlarms, misses: a.misses + b.misses };
}

export function figuresOf({ hits, falseAlarms, misses }: Tally): Figures {
  return {
    precision: share(hits, hits + falseAlarms),
    recall: share(hits, hits + misses),
    f2: share(5 * hits, 5 * hits + 4 * misses + falseAlarms),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}
