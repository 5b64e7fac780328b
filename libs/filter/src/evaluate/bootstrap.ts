import { addTallies, emptyTally, type Figures, figuresOf, type Tally } from './tally.js';

/** The middle 95 % of what the figure is over resampled documents. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export type Intervals = { readonly [Figure in keyof Figures]: Interval };

const RESAMPLES = 1_000;

/**
 * Percentile bootstrap (Efron 1979) over documents, not findings: those of one document stand and fall together.
 * Draws from a fixed seed, so equal results give equal intervals.
 */
export function bootstrap(tallies: readonly Tally[]): Intervals {
  const random = randomFrom(1);
  const draw = (): Tally => tallies[Math.floor(random() * tallies.length)] ?? emptyTally;
  const drawn = Array.from({ length: RESAMPLES }, () => figuresOf(tallies.map(draw).reduce(addTallies, emptyTally)));
  return {
    precision: middle(drawn.map(({ precision }) => precision)),
    recall: middle(drawn.map(({ recall }) => recall)),
    f2: middle(drawn.map(({ f2 }) => f2)),
  };
}

function middle(values: readonly number[]): Interval {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return { low: at(0.025), high: at(0.975) };
}

/** Marsaglia's xorshift32 (2003): good enough to draw documents, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
