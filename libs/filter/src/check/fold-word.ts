/**
 * How a word reads that was written to look different: without marks and case, with letters for the digits, signs and
 * foreign letters that look like them, without what parts single letters. What can be two letters gives two readings.
 * A letter that is hidden is a star.
 */
export function foldWord(written: string): readonly string[] {
  const plain = written
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}\s._-]/gu, '')
    .replaceAll('#', '*');
  const letters = /[a-z]\*[a-z]|^\p{L}+$/u.test(plain) ? plain : plain.replace(/(?<=^.)\*(?=.\*)|\*(?=.$)/gu, '');
  const read = Array.from(letters, (character) => LOOKS_LIKE[character] ?? character).join('');
  return AMBIGUOUS.test(letters)
    ? [read, Array.from(letters, (c) => (AMBIGUOUS.test(c) ? 'l' : (LOOKS_LIKE[c] ?? c))).join('')]
    : [read];
}

/** Letters without repetition, and how often each stood in a row. */
export function runsOf(word: string): { readonly letters: string; readonly counts: readonly number[] } {
  const runs = word.match(/(.)\1*/gu) ?? [];
  return { letters: runs.map((run) => run.charAt(0)).join(''), counts: runs.map((run) => run.length) };
}

const AMBIGUOUS = /[1|!]/;
/** The letter for which a digit, a sign or a foreign letter is written. */
export const LOOKS_LIKE: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '9': 'g' },
  ...{ '@': 'a', $: 's', '!': 'i', '|': 'i', '+': 't', '€': 'e' },
  // Letters of Cyrillic and Greek that are drawn like Latin ones (Unicode TR 39).
  ...{ а: 'a', в: 'b', с: 'c', е: 'e', н: 'h', і: 'i', к: 'k', м: 'm', о: 'o', р: 'p', ѕ: 's', т: 't', у: 'y', х: 'x' },
  ...{ α: 'a', β: 'b', ε: 'e', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x' },
};
