/** A letter, digit or mark of any script. Takes one whole character, not half of a surrogate pair. */
export function isWordCharacter(character: string): boolean {
  return WORD.test(character);
}

const WORD = /^[\p{L}\p{N}\p{M}]$/u;
