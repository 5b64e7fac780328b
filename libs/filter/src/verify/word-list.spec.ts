import { describe, expect, it } from '@jest/globals';
import { cuss } from 'cuss';
import { Filter } from '../filter.js';
import { profanityPack } from '../packs/profanity.pack.js';

const filter = new Filter({ packs: [profanityPack] });
const count = (text: string): number => filter.text(text).entities.length;

/** Every seventh: enough to tell a rule from luck. */
const words = Object.keys(cuss).filter(
  (word, index) => cuss[word] === 2 && /^[a-z]{4,12}$/.test(word) && index % 7 === 0,
);

const leet: Readonly<Record<string, string>> = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' };
const cyrillic: Readonly<Record<string, string>> = { a: 'а', c: 'с', e: 'е', o: 'о', p: 'р', x: 'х', y: 'у' };
const swap = (word: string, table: Readonly<Record<string, string>>): string =>
  Array.from(word, (letter) => table[letter] ?? letter).join('');
const middle = (word: string): number => Math.floor(word.length / 2);

const evasions: Readonly<Record<string, (word: string) => string>> = {
  'written plainly': (word) => word,
  'in capitals': (word) => word.toUpperCase(),
  'with digits for letters': (word) => swap(word, leet),
  'with signs for letters': (word) => swap(word, { a: '@', s: '$', i: '!' }),
  'spaced out': (word) => Array.from(word).join(' '),
  'parted by dots': (word) => Array.from(word).join('.'),
  'parted by hyphens': (word) => Array.from(word).join('-'),
  'drawn out': (word) =>
    word.slice(0, middle(word)) + word.charAt(middle(word)).repeat(5) + word.slice(middle(word) + 1),
  'with a star': (word) => `${word.slice(0, middle(word))}*${word.slice(middle(word) + 1)}`,
  'with accents': (word) => word.replaceAll(/[aeiou]/g, (vowel) => `${vowel}\u0301`),
  'full width': (word) =>
    Array.from(word, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)).join(''),
  'with foreign letters': (word) => swap(word, cyrillic),
  'with nothing between': (word) => Array.from(word).join('\u200b'),
};

describe('a word of the list', () => {
  it.each(Object.entries(evasions))('is found %s, 95 of 100 times or more', (_name, evade) => {
    const found = words.filter((word) => count(`you ${evade(word)}, really`) > 0).length;
    expect(found / words.length).toBeGreaterThanOrEqual(0.95);
  });

  it('is not found in a longer word, in names of places, nor in other words', () => {
    const harmless =
      'Scunthorpe Penistone Middlesex Essex Sussex Lightwater Clitheroe assassin classic passage bass cockpit peacock ' +
      'Hancock Dickens cocktail analysis therapist grape shiitake titles document cumulative arsenal scrap Matsushita ' +
      'as at is it in on he she we so to do us a I. A b c d e f. 1 2 3 4 5 6. x * y * z, p.m. e.g. i.e. U.S.A. 5*4*3';
    for (const word of harmless.split(' ')) expect([word, count(`the ${word}, and`)]).toEqual([word, 0]);
    expect(count(harmless)).toBe(0);
  });

  it('is not found where reading begins inside of a longer word, before an escape far behind it', () => {
    const longer = `x${words[0] ?? ''} `;
    for (let shift = 0; shift < longer.length; shift++) {
      expect(count(`${longer.repeat(4_000)}${'.'.repeat(shift)}%41`)).toBe(0);
    }
  });
});
