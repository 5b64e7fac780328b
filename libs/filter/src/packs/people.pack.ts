import { labelledRule } from './labelled-rule.js';
import type { Pack } from './pack.js';

const NAME = String.raw`\p{Lu}[\p{L}\p{M}'’-]{1,24}(?: (?:\p{Lu}[.]|(?:de|del|van|von|der|den|la|di|da|bin|al|zu)|\p{Lu}[\p{L}\p{M}'’-]{1,24})){0,4}`;
const mask = { keepFirst: 0, keepLast: 0, hideMin: 1, separators: ' ' };
const months = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november'],
  ...['december', 'jan', 'feb', 'mar', 'apr', 'jun', 'jul', 'aug', 'sep', 'sept', 'oct', 'nov', 'dec'],
];

/**
 * Persons, titles, ages and dates as prose writes them, without a model: told by the words beside them. Opt-in: whoever
 * hides every date and every title hides more than most want.
 */
export const peoplePack: Pack = {
  id: 'people',
  version: '1.0.0',
  rules: [
    labelledRule({
      id: 'people.addressed',
      type: 'PERSON',
      labels: [
        ...[
          'mr',
          'mrs',
          'ms.',
          'dr.',
          'prof.',
          'professor',
          'sir',
          'herr',
          'herrn',
          'frau',
          'madame',
          'monsieur',
          'mme',
        ],
        ...[
          'señor',
          'señora',
          'signor',
          'signora',
          'my name is',
          "my name's",
          'mein name ist',
          'ich heiße',
          'me llamo',
        ],
        ...["je m'appelle", 'mi chiamo', 'dear', 'hello', 'hi'],
      ],
      form: NAME,
      caseMatters: true,
      score: 0.8,
      examples: ['Mr. ⟦John Smith⟧ came', 'Frau ⟦Müller⟧ ruft', 'My name is ⟦Ana María de la Cruz⟧.', 'Hi ⟦Ann⟧, how'],
      counterExamples: ['John Smith', 'dear all', 'mrs and mr', 'hidden Value', '12 ms Timeout'],
    }),
    {
      id: 'people.title',
      type: 'TITLE',
      family: 'identity',
      pattern: {
        kind: 'phrase',
        forms: [
          { anchors: ['mr.', 'mrs.', 'ms.', 'dr.', 'prof.'], behind: String.raw`(?=\s{1,2}[a-z])` },
          { anchors: ['mr', 'mrs', 'ms', 'miss'], behind: String.raw`(?= [a-z]{2,24} [a-z]{2,24}(?:$|[,.?!]))` },
        ],
        score: 0.8,
      },
      mask,
      examples: ['⟦Dr.⟧ Ann Lee', 'ask ⟦Mrs.⟧ Lee'],
      counterExamples: ['dr.js', 'adr. x', 'mr.'],
    },
    {
      id: 'people.age',
      type: 'AGE',
      family: 'identity',
      pattern: {
        kind: 'phrase',
        forms: [
          {
            anchors: [' years old', ' year old', '-year-old', ' years of age', ' yrs old', ' jahre alt', ' y/o'],
            before: String.raw`(?:^|[^\w.,])(\d{1,3})`,
            behind: String.raw`(?!\w)`,
          },
          {
            anchors: ['age of ', 'aged ', 'age: ', "i'm ", 'turned '],
            behind: String.raw`(?:1[01]\d|[1-9]\d)(?![\w.:%/-])`,
          },
        ],
        score: 0.8,
      },
      mask,
      examples: ['she is ⟦42 years old⟧.', '⟦aged 42⟧, and'],
      counterExamples: ['42 years', 'packaged 42', 'aged 4.2', '4242 years old'],
    },
    {
      id: 'people.date-of-month',
      type: 'DATE_TIME',
      family: 'identity',
      pattern: {
        kind: 'phrase',
        forms: [
          {
            anchors: months,
            before: String.raw`(?:^|[^\w.])(\d{1,2}(?:st|nd|rd|th)?(?: of)?[ -])`,
            behind: String.raw`[.]?(?:,?[ -](?:19|20)\d{2})?(?!\w)`,
          },
          { anchors: months, behind: String.raw`[.]? \d{1,2}(?:st|nd|rd|th)?(?:,? (?:19|20)\d{2})?(?![\w:.]\w|\w)` },
          { anchors: months, behind: String.raw`,? (?:19|20)\d{2}(?!\w)` },
        ],
        score: 0.8,
      },
      mask,
      examples: ['on ⟦14 March 1982⟧,', 'by ⟦Mar. 14th, 1982⟧', 'in ⟦May 2026⟧.'],
      counterExamples: ['may be', 'marching 14', 'dec 2.5', 'an augmented 14'],
    },
    {
      id: 'people.date',
      type: 'DATE_TIME',
      family: 'identity',
      pattern: {
        kind: 'identifier',
        shapes: [
          ...[
            '9999-99-99',
            '9999/99/99',
            '9999.99.99',
            '99/99/9999',
            '99.99.9999',
            '99-99-9999',
            '9/9/9999',
            '9/99/9999',
          ],
          ...['99/9/9999', '9.9.9999', '99.9.9999', '9.99.9999', '99/99/99'],
        ],
        only: '(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])|[0-3]?[0-9][0-3]?[0-9](?:19|20)[0-9]{2}|[0-3][0-9][0-3][0-9][0-9]{2}',
        context: [],
        scores: { alone: 0.8, named: 0.8 },
      },
      mask,
      examples: ['on ⟦2026-11-25⟧.', 'by ⟦3/14/1982⟧', 'am ⟦14.03.1982⟧'],
      counterExamples: ['2026-13-25', '1.2.3', '14.03.19820', '99/99/2026'],
    },
  ],
};
