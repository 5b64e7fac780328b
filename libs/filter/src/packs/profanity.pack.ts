import { createRequire } from 'node:module';
import type * as Cuss from 'cuss';
import type { Pack, Rule } from './pack.js';

/** How sure the list is that the word is meant to offend, from 0 to 2. */
type Ratings = Readonly<Record<string, number>>;

/** Shorter ones are words of other languages, or names. */
const WORD_MIN = 4;

const require = createRequire(import.meta.url);
const lists = {
  en: 'cuss',
  'ar-latn': 'cuss/ar-latn',
  es: 'cuss/es',
  fr: 'cuss/fr',
  it: 'cuss/it',
  pt: 'cuss/pt',
} as const;

export type ProfanityLanguage = keyof typeof lists;

/**
 * Words that offend, with what is written to evade a list. The words are those of the library cuss that it is surest of:
 * none stands in this source. Opt-in, and only flagged by default. What offends in one language is a plain word of another,
 * so it takes the languages that a text may be in. The lists are read when its rules are first asked for.
 */
export function profanityPackOf(languages: readonly ProfanityLanguage[]): Pack {
  let rules: readonly Rule[] | undefined;
  return {
    id: 'profanity',
    version: '1.0.0',
    get rules() {
      rules ??= languages.map((language) => profanityRule(language, (require(lists[language]) as typeof Cuss).cuss));
      return rules;
    },
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
