import type { Meter } from '../scan/meter.js';

/**
 * Why a finding is believed. `checksum`: its own check digits agree. `decoded`: it was decoded and is what it says.
 * `prefix`: nobody else's keys begin so. `range`: the number belongs to an issuer. `tld`: the domain ends in a delegated
 * name. `syntax`: it can be read as a command of the language that it would be handed to. `context`: a word nearby says so. `random`: nobody would think of it, a machine has drawn it. `pattern`: it
 * matches an expression of the caller's own.
 */
export type Evidence =
  'checksum' | 'decoded' | 'prefix' | 'range' | 'tld' | 'syntax' | 'context' | 'random' | 'pattern';

/** What a verifier says of one place: the stretch it covers and how likely it is what the rule names (0 to 1). */
export interface Verdict {
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly evidence: readonly Evidence[];
}

export interface Anchor {
  /** Where the literal stands, or the run of digits. */
  readonly start: number;
  readonly end: number;
}

export interface Surroundings {
  readonly text: string;
  /** What is known beside the text: the key path of a JSON value. */
  readonly context: string;
  readonly meter: Meter;
}

/** Looks around an anchor, in a bounded window, without backtracking, and says what stands there. */
export type Verify = (around: Surroundings, anchor: Anchor) => Verdict | undefined;
