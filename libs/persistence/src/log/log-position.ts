const PLACES_PER_GENERATION = 2 ** 40;
/** The last one whose places are all safe integers. */
export const GENERATION_MAX = 8_191;

/**
 * A position in a sealed log: `generation * 2^40 + n`, n counting from 1. A restored database goes on in a new generation, so
 * positions only ever rise; both parts together stay a safe integer up to generation 8191.
 */
export function logPosition(generation: number, n: number): number {
  return generation * PLACES_PER_GENERATION + n;
}
