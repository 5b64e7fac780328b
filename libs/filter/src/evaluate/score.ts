import { bootstrap, type Intervals } from './bootstrap.js';
import { addTallies, emptyTally, type Figures, figuresOf, type Tally } from './tally.js';

export interface Score extends Tally, Figures {
  /** 95 % intervals over resampled documents. */
  readonly intervals: Intervals;
}

/** What all documents come to, of a tally for each: those of one document stand and fall together. */
export function scoreOf(tallies: readonly Tally[]): Score {
  const sum = tallies.reduce(addTallies, emptyTally);
  return { ...sum, ...figuresOf(sum), intervals: bootstrap(tallies) };
}
