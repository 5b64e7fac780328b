import { FilterLimitExceeded } from '../limits.js';

/** Counts the characters that were looked at. Cost is asserted in these, never in time, and stops when it runs over. */
export class Meter {
  #steps = 0;

  constructor(
    private readonly textLength: number,
    private readonly stepsPerCharacterMax: number,
  ) {}

  get steps(): number {
    return this.#steps;
  }

  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > this.stepsPerCharacterMax * (this.textLength + FREE_CHARACTERS)) {
      throw new FilterLimitExceeded('stepsPerCharacterMax', this.stepsPerCharacterMax);
    }
  }
}

/** A short text may look around itself once without being taken for hostile. */
const FREE_CHARACTERS = 64;
