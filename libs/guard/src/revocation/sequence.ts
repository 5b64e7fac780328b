const ENTRIES_PER_GENERATION = 2 ** 40;

/**
 * A place in the log is `generation * 2^40 + n`: a log restored from a backup starts a new generation, so that numbers
 * only ever go up. 8,191 generations of a million million entries stay exact in a JavaScript number.
 */
export function generationOf(seq: number): number {
  return Math.floor(seq / ENTRIES_PER_GENERATION);
}
