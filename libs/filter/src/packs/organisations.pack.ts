import { labelledRule } from './labelled-rule.js';
import { wordsMask } from './masks.js';
import type { Pack } from './pack.js';
import { sentenceWords } from './sentence-words.js';

/** Forms in which companies are registered, as they are written behind their names. */
const legalForms = [
  ...['Inc', 'Incorporated', 'Ltd', 'Limited', 'LLC', 'L.L.C.', 'LLP', 'PLC', 'plc', 'Corp', 'Corporation', 'Co.'],
  ...['GmbH', 'gGmbH', 'AG', 'KG', 'KGaA', 'OHG', 'e.V.', 'eG', 'SA', 'S.A.', 'SAS', 'SARL', 'S.r.l.', 'Srl', 'SRL'],
  ...['S.p.A.', 'SpA', 'S.L.', 'B.V.', 'BV', 'N.V.', 'NV', 'AB', 'ASA', 'A/S', 'ApS', 'Oy', 'Oyj', 'Kft.', 'Zrt.'],
  ...['Nyrt.', 's.r.o.', 'a.s.', 'Sp. z o.o.', 'd.o.o.', 'Lda', 'Ltda', 'Pty', 'Pvt', 'Bhd', 'SE', 'PBC'],
];

/** What organisations call themselves, as the last word of their names. */
const kinds = [
  ...['Company', 'Companies', 'Group', 'Holding', 'Holdings', 'Partners', 'Associates', 'Brothers', 'Technologies'],
  ...['Industries', 'Enterprises', 'Consulting', 'Consultants', 'Solutions', 'Laboratories', 'Labs', 'Pharmaceuticals'],
  ...[
    'Insurance',
    'Airlines',
    'Airways',
    'Logistics',
    'Ventures',
    'Capital',
    'Investments',
    'Securities',
    'Bank',
    'Bancorp',
  ],
  ...['Motors', 'Foods', 'Stores', 'Markets', 'Lines', 'Railways', 'Energy', 'Electronics', 'Communications', 'Media'],
  ...[
    'University',
    'College',
    'Institute',
    'Academy',
    'Foundation',
    'Hospital',
    'Clinic',
    'Agency',
    'Ministry',
    'Council',
  ],
  ...['Committee', 'Commission', 'Association', 'Federation', 'Society', 'Trust', 'Union', 'Authority', 'Bureau'],
];

const joints = ['and', '&', 'of', 'de', 'du', 'des', 'la', 'für', 'und', 'y', 'et', 'for', 'the', 'van', 'von'];

/** Organisations as prose names them, told by the words of their names or by what is said of them. Opt-in. */
export const organisationsPack: Pack = {
  id: 'organisations',
  version: '1.0.0',
  rules: [
    {
      id: 'organisations.legal-form',
      type: 'ORGANIZATION',
      family: 'identity',
      pattern: {
        kind: 'name-before',
        anchors: [...legalForms.map((form) => ` ${form}`), ' & Sons', ' & Co', ' and Sons', ' & Daughters'],
        behind: String.raw`[.]?(?: (?:Ltd|LLC|Co|KG)[.]?)?(?![\p{L}\p{N}_])`,
        takesAnchor: true,
        wordsMin: 1,
        joints,
        notPart: sentenceWords,
        score: 0.85,
      },
      mask: wordsMask,
      examples: [
        ...['at ⟦Example Trading Ltd.⟧ in', 'The ⟦Müller und Söhne GmbH & Co. KG⟧ has', '⟦Blue Heron, Inc.⟧ said'],
        'with ⟦Lee & Sons⟧, who',
      ],
      counterExamples: ['is limited', 'The Incident', 'in SA', 'AS A', 'incorporated', 'He SAS', 'a.b Inc2'],
    },
    {
      id: 'organisations.kind',
      type: 'ORGANIZATION',
      family: 'identity',
      pattern: {
        kind: 'name-before',
        anchors: kinds.map((kind) => ` ${kind}`),
        behind: String.raw`(?: of(?: the)?(?: \p{Lu}[\p{L}-]{1,24}){1,3})?(?![\p{L}\p{N}_(-])`,
        takesAnchor: true,
        wordsMin: 1,
        joints,
        notPart: sentenceWords,
        score: 0.65,
      },
      mask: wordsMask,
      examples: ['at ⟦Example Technologies⟧, a', 'The ⟦Blue Heron Foundation⟧ is', '⟦Imperial College⟧'],
      counterExamples: ['The Company', 'our Group', 'Bank', 'the Union', 'Companyx', 'In Energy'],
    },
    {
      id: 'organisations.institution',
      type: 'ORGANIZATION',
      family: 'identity',
      pattern: {
        kind: 'listed-words',
        heads: [
          'University',
          'Bank',
          'Ministry',
          'Department',
          'Institute',
          'Church',
          'Museum',
          'Universität',
          'Université',
        ],
        joints: ['of', 'of the', 'für', 'de', 'of and'],
        score: 0.75,
      },
      mask: wordsMask,
      examples: ['the ⟦University of Example⟧.', 'the ⟦Ministry of Foreign Affairs⟧,', '⟦Bank of England⟧'],
      counterExamples: ['University of', 'a bank of Clouds', 'Department of them'],
    },
    {
      id: 'organisations.said-to-be',
      type: 'ORGANIZATION',
      family: 'identity',
      pattern: {
        kind: 'name-before',
        anchors: [' is a', ' was a', ' is the', ' was the'],
        behind: String.raw`n?(?: [a-z-]{2,20}){0,4} (?:company|firm|agency|startup|start-up|manufacturer|retailer|supplier|bank|insurer|airline|brewery|publisher|consultancy|corporation|subsidiary|nonprofit|charity|bookseller|bookshop)(?![\p{L}\p{N}_-])`,
        takesAnchor: false,
        wordsMin: 1,
        joints,
        notPart: sentenceWords,
        score: 0.75,
      },
      mask: wordsMask,
      examples: ['⟦Blue Heron⟧ is a small design agency in', '⟦Example⟧ was the first company to'],
      counterExamples: ['It is a company', 'This is the agency', 'Ann is a nurse', 'Blue is a colour'],
    },
    labelledRule({
      id: 'organisations.employer',
      type: 'ORGANIZATION',
      labels: [
        ...['works at', 'works for', 'work at', 'work for', 'worked at', 'worked for', 'working at', 'working for'],
        ...['employed by', 'employed at', 'employee of', 'employer:', 'hired by', 'ceo of', 'cto of', 'cfo of'],
        ...['chairman of', 'chief executive of', 'founder of', 'shares of', 'shareholder of', 'subsidiary of'],
        ...['company:', 'organisation:', 'organization:', 'arbeitet bei', 'travaille chez', 'trabaja en'],
      ],
      form: String.raw`\p{Lu}[\p{L}\p{N}&'’-]{1,24}(?: (?:(?:and|&|of) )?\p{Lu}[\p{L}\p{N}&'’-]{1,24}){0,4}`,
      caseMatters: true,
      score: 0.7,
      examples: ['she works for ⟦Blue Heron⟧.', 'the CEO of ⟦Example and Lee⟧, who'],
      counterExamples: ['works at home', 'founder of it', 'works for ann'],
    }),
    {
      id: 'organisations.possessor',
      type: 'ORGANIZATION',
      family: 'identity',
      pattern: {
        kind: 'name-before',
        anchors: [
          ...[
            ' website',
            ' web site',
            ' app',
            ' employee',
            ' employees',
            ' spokesman',
            ' spokeswoman',
            ' spokesperson',
          ],
          ...[' CEO', ' shareholders', ' headquarters', ' subsidiary', ' customers', ' shares', ' executives'],
        ],
        behind: String.raw`(?![\p{L}\p{N}_-])`,
        takesAnchor: false,
        wordsMin: 1,
        joints,
        notPart: sentenceWords,
        score: 0.6,
      },
      mask: wordsMask,
      examples: ['on the ⟦Blue Heron⟧ website.', 'an ⟦Example⟧ spokesman said'],
      counterExamples: ['the website', 'Our website', 'The app', 'an Android apple'],
    },
  ],
};
