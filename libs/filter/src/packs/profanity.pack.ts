import { cuss as english } from 'cuss';
import { cuss as arabic } from 'cuss/ar-latn';
import { cuss as spanish } from 'cuss/es';
import { cuss as french } from 'cuss/fr';
import { cuss as italian } from 'cuss/it';
import { cuss as portuguese } from 'cuss/pt';
import type { Pack, Rule } from './pack.js';

/** How sure the list is that the word is meant to offend, from 0 to 2. */
type Ratings = Readonly<Record<string, number>>;

/** Shorter ones are words of other languages, or names. */
const WORD_MIN = 4;

const lists = { en: english, 'ar-latn': arabic, es: spanish, fr: french, it: italian, pt: portuguese } as const;

export type ProfanityLanguage = keyof typeof lists;

/**
 * Words that offend, with what is written to evade a list. The words are those of the library cuss that it is surest of:
 * none stands in this source. Opt-in, and only flagged by default. What offends in one language is a plain word of another,
 * so it takes the languages that a text may be in.
 */
export function profanityPackOf(languages: readonly ProfanityLanguage[]): Pack {
  return {
    id: 'profanity',
    version: '1.0.0',
    rules: languages.map((language) => profanityRule(language, lists[language])),
  };
}

export const profanityPack = profanityPackOf(['en']);

function profanityRule(language: string, ratings: Ratings): Rule {
  const words = Object.keys(ratings).filter(
    (word) => ratings[word] === 2 && word.length >= WORD_MIN && !word.includes(' '),
  );
  const sample = words.find((word) => /^[a-z]{5,7}$/.test(word)) ?? '';
  return {
    id: `profanity.${language}`,
    type: 'PROFANITY',
    family: 'profanity',
    pattern: { kind: 'word-list', words, score: 0.9 },
    mask: { keepFirst: 1, keepLast: 0, hideMin: 2, separators: ' ' },
    examples: [`so ⟦${sample}⟧, they`],
    counterExamples: [`x${sample}x`, 'Scunthorpe, Penistone and Middlesex', 'a classic assassin in the cockpit'],
  };
}
