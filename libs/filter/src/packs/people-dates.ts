import { wordsMask } from './masks.js';
import type { Rule } from './pack.js';

/** The locales whose names of months and weekdays are known; the names themselves come with the engine. */
const LOCALES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'nb', 'fi', 'pl', 'cs'];

function namesOf(part: 'month' | 'weekday', style: 'long' | 'short', locales = LOCALES): readonly string[] {
  const names = locales.flatMap((locale) => {
    const format = new Intl.DateTimeFormat(locale, { day: 'numeric', [part]: style, timeZone: 'UTC' });
    // The second day of each month of 2000: they fall on every day of the week.
    return Array.from({ length: 12 }, (_, month) => {
      const date = new Date(Date.UTC(2000, month, 2));
      return (
        format
          .formatToParts(date)
          .find(({ type }) => type === part)
          ?.value.replace(/\.$/, '') ?? ''
      );
    });
  });
  // An anchor is found in any case as far as it is ASCII: what is not is written small by all who do not begin with it.
  return [...new Set(names.map((name) => name.toLowerCase()))].filter((name) => name.length > 2);
}

/** Made when first asked for: a format for each of the locales takes its time. */
const names: { months?: readonly string[]; weekdays?: readonly string[] } = {};

function months(): readonly string[] {
  return (names.months ??= [...namesOf('month', 'long'), ...namesOf('month', 'short', ['en', 'de']), 'sept']);
}

function weekdays(): readonly string[] {
  return (names.weekdays ??= namesOf('weekday', 'long'));
}

/** Dates as people write them: with the name of a month, in digits, as ISO 8601 has them, a year or a day of the week. */
export const dateRules: readonly Rule[] = [
  {
    id: 'people.date-of-month',
    type: 'DATE_TIME',
    family: 'identity',
    pattern: {
      kind: 'phrase',
      forms: [
        {
          get anchors(): readonly string[] {
            return months();
          },
          before: String.raw`(?:^|[^\w.])(\d{1,2}(?:st|nd|rd|th|[.])?(?: of| de)?[ -])`,
          behind: String.raw`[.]?(?:(?:,|,? del?)?[ -](?:19|20)\d{2})?(?!\w)`,
        },
        {
          get anchors(): readonly string[] {
            return months();
          },
          behind: String.raw`[.]? \d{1,2}(?:st|nd|rd|th)?(?:,? (?:19|20)\d{2})?(?![\w:.]\w|\w)`,
        },
        {
          get anchors(): readonly string[] {
            return months();
          },
          behind: String.raw`(?:,| del?)? (?:19|20)\d{2}(?!\w)`,
        },
      ],
      score: 0.8,
    },
    mask: wordsMask,
    examples: [
      'on ⟦14 March 1982⟧,',
      'by ⟦Mar. 14th, 1982⟧',
      'in ⟦May 2026⟧.',
      'am ⟦3. März 2025⟧ in',
      'le ⟦14 juillet 1982⟧,',
      'el ⟦14 de marzo de 1982⟧',
      'an ⟦12-Sep-2025⟧ it',
    ],
    counterExamples: ['may be', 'marching 14', 'dec 2.5', 'an augmented 14', 'mars', 'mai', 'set 10'],
  },
  {
    id: 'people.weekday',
    type: 'DATE_TIME',
    family: 'identity',
    pattern: {
      kind: 'phrase',
      forms: [
        {
          get anchors(): readonly string[] {
            return weekdays();
          },
          behind: String.raw`(?![\w-])`,
        },
      ],
      score: 0.6,
    },
    mask: wordsMask,
    examples: ['until ⟦Thursday⟧.', 'am ⟦Mittwoch⟧ um'],
    counterExamples: ['fridays', 'Thursday-Club', 'sun'],
  },
  {
    id: 'people.year',
    type: 'DATE_TIME',
    family: 'identity',
    pattern: {
      kind: 'year',
      before: [
        ...['in', 'of', 'since', 'until', 'till', 'from', 'by', 'during', 'before', 'after', 'around', 'circa', 'year'],
        ...['early', 'late', 'mid', 'seit', 'bis', 'jahr', 'depuis', 'en', 'desde', 'nel', 'dal', 'sinds'],
        ...['between', 'spring', 'summer', 'autumn', 'winter'],
      ],
      articles: ['a', 'an', 'the', 'this', 'that', 'his', 'her', 'their', 'its', 'our'],
      score: 0.7,
    },
    mask: wordsMask,
    examples: [
      'in ⟦2004⟧ she',
      'the Act of ⟦1974⟧.',
      'since ⟦1999⟧',
      'a ⟦2017⟧ comedy',
      'the ⟦1990⟧s',
      'Vertigo (⟦1958⟧) was',
    ],
    counterExamples: [
      'room 2004',
      'f(2004)',
      'in 2004 steps',
      'of 1999 bytes',
      'in 2004.5',
      'in 2099-x',
      'by 1800',
      'in 20041',
      'a 2048 bit key',
      'from 2001:db8::1',
    ],
  },
  {
    id: 'people.date',
    type: 'DATE_TIME',
    family: 'identity',
    pattern: {
      kind: 'identifier',
      shapes: [
        ...[
          '9999-99-99t99:99:99z',
          '9999-99-99t99:99z',
          '9999-99-99t99:99:99',
          '9999-99-99t99:99',
          '9999-99-99 99:99:99',
          '9999-99-99 99:99',
        ],
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
        ...['99/9/9999', '9.9.9999', '99.9.9999', '9.99.9999', '99/99/99', '99.99.99'],
      ],
      only: '(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:T?[0-2][0-9][0-5][0-9](?:[0-5][0-9])?Z?)?|[0-3]?[0-9][0-3]?[0-9](?:19|20)[0-9]{2}|[0-3][0-9][0-3][0-9][0-9]{2}',
      context: [],
      scores: { alone: 0.8, named: 0.8 },
    },
    mask: wordsMask,
    examples: [
      'on ⟦2026-11-25⟧.',
      'by ⟦3/14/1982⟧',
      'am ⟦14.03.1982⟧',
      'at ⟦2026-11-25T10:30:00Z⟧',
      'at ⟦2026-11-25 10:30⟧, or',
    ],
    counterExamples: ['2026-13-25', '1.2.3', '14.03.19820', '99/99/2026', '10.40.12.1'],
  },
];
