import { labelledRule } from './labelled-rule.js';
import { wordsMask } from './masks.js';
import type { Pack } from './pack.js';
import { dateRules } from './people-dates.js';
import { formsOfAddress, titleRules } from './people-titles.js';
import { everydayNames, organisationWords, placeWords } from './words-of-names.js';

const LETTERS = String.raw`(?:['’-]?[\p{L}\p{M}])`;
const MORE = String.raw`(?: (?:\p{Lu}[.]|\p{Lu}(?= )|(?:de|del|van|von|der|den|la|di|da|bin|al|zu)|\p{Lu}${LETTERS}{1,24}))`;
const NAME = String.raw`\p{Lu}${LETTERS}{1,24}${MORE}{0,4}`;
/** Of two words at least, and not in capitals. */
const FULL_NAME = String.raw`\p{Lu}(?:['’]\p{Lu})?\p{Ll}${LETTERS}{0,24}${MORE}{1,4}`;

/**
 * Persons, titles, ages and dates as prose writes them, without a model: told by the words beside them and by lists of
 * given names. Opt-in: whoever hides every date and every title hides more than most want.
 */
export const peoplePack: Pack = {
  id: 'people',
  version: '2.0.0',
  rules: [
    labelledRule({
      id: 'people.addressed',
      type: 'PERSON',
      labels: [
        ...['mr', 'mrs', 'dr.', 'prof.', 'professor', 'sir', 'madam', 'reverend', 'captain', 'sergeant', 'herr'],
        ...[
          'herrn',
          'frau',
          'madame',
          'monsieur',
          'mme',
          'mlle',
          'señor',
          'señora',
          'signor',
          'signora',
          'don',
          'doña',
        ],
        ...['my name is', "my name's", 'mein name ist', 'ich heiße', 'me llamo', "je m'appelle", 'mi chiamo', 'dear'],
        ...['hi', 'call me', 'calls me', 'called me', 'i am called', 'regards,', 'sincerely,'],
      ],
      form: NAME,
      caseMatters: true,
      score: 0.8,
      examples: [
        ...['Mr. ⟦John Smith⟧ came', 'Frau ⟦Müller⟧ ruft', 'My name is ⟦Ana María de la Cruz⟧.', 'Hi ⟦Ann⟧, how'],
        'they call me ⟦Jo⟧.',
      ],
      counterExamples: ['dear all', 'mrs and mr', 'hidden Value', '12 ms Timeout', 'call me later', 'hi world'],
    }),
    labelledRule({
      id: 'people.related',
      type: 'PERSON',
      labels: ['my', 'our', 'his', 'her', 'their'].flatMap((whose) =>
        [
          ...['son', 'daughter', 'wife', 'husband', 'brother', 'sister', 'mother', 'father', 'child', 'kid', 'baby'],
          ...[
            'uncle',
            'aunt',
            'cousin',
            'nephew',
            'niece',
            'partner',
            'boyfriend',
            'girlfriend',
            'friend',
            'neighbour',
          ],
          ...['neighbor', 'boss', 'colleague', 'teacher', 'landlord', 'tenant'],
        ].map((relation) => `${whose} ${relation}`),
      ),
      form: NAME,
      caseMatters: true,
      score: 0.8,
      examples: ['my son ⟦Lukas⟧ is', 'her friend ⟦Ann Lee⟧,'],
      counterExamples: ['my friend is', 'my sonata Moonlight', 'my kid, Berlin'],
    }),
    labelledRule({
      id: 'people.named',
      type: 'PERSON',
      labels: [
        ...['name', 'attn', 'attention', 'customer', 'patient', 'client', 'contact', 'employee', 'applicant', 'sender'],
        ...['recipient', 'author', 'billing address', 'shipping address', 'delivery address', 'cardholder', 'holder'],
        ...['directed by', 'written by', 'produced by', 'composed by', 'founded by', 'signed by', 'prepared by'],
        ...['approved by', 'painted by', 'sung by', 'born', 'says', 'said', 'starring', 'featuring', 'features'],
      ],
      form: FULL_NAME,
      caseMatters: true,
      score: 0.7,
      examples: ['Name:   ⟦Ann B. Lee⟧', 'directed by ⟦Jan Novák⟧ and', 'said ⟦Ann Lee⟧.'],
      counterExamples: ['name: Build', 'directed by him', 'authority Ann Lee', 'name = Some', 'HOLDER OR OTHER PARTY'],
    }),
    {
      id: 'people.given-name',
      type: 'PERSON',
      family: 'identity',
      pattern: {
        kind: 'given-name',
        everyday: everydayNames,
        notLast: [...placeWords, ...organisationWords],
        scores: { full: 0.8, alone: 0.6 },
      },
      mask: wordsMask,
      examples: [
        ...['then ⟦Sophie van den Berg⟧ left', '⟦John F. Kennedy⟧ was', 'ask ⟦Peter⟧!', "⟦Andrea⟧'s dog"],
        '(⟦Anne-Marie O’Neill⟧)',
        'with ⟦Peter⟧, ⟦Thomas⟧ and ⟦Andrea⟧!',
      ],
      counterExamples: [
        ...['Thomas Street', 'the Daniel Group', 'MARTIN', 'Peter()', 'x.Peter', 'Peter_1', 'peter', 'Ruby on Rails'],
        ...['San Marino', 'Visual Basic', 'Will it', 'Maria2', '/home/Peter/x', 'Robert.exe'],
      ],
    },
    {
      id: 'people.titled',
      type: 'PERSON',
      family: 'identity',
      pattern: { kind: 'titled-name', titles: formsOfAddress, takes: 'name', score: 0.8 },
      mask: wordsMask,
      examples: ['Ms. ⟦Lee⟧ came', 'to Senator ⟦Müller-Heron⟧,', 'Lord ⟦Peter Heron⟧'],
      counterExamples: ['Mr and', 'ms Lee', '100 ms. This', 'MrLee'],
    },
    ...titleRules,
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
      mask: wordsMask,
      examples: ['she is ⟦42 years old⟧.', '⟦aged 42⟧, and'],
      counterExamples: ['42 years', 'packaged 42', 'aged 4.2', '4242 years old'],
    },
    ...dateRules,
  ],
};
