import { wordsMask } from './masks.js';
import type { Rule } from './pack.js';

/** Heads of the names of occupations: what stands before them says which manager, engineer, worker it is. */
const occupations = [
  ...[
    'accountant',
    'actor',
    'actress',
    'administrator',
    'advisor',
    'adviser',
    'agent',
    'analyst',
    'architect',
    'artist',
  ],
  ...[
    'assistant',
    'attendant',
    'auditor',
    'author',
    'barber',
    'bookkeeper',
    'builder',
    'buyer',
    'carpenter',
    'cashier',
  ],
  ...['chef', 'chemist', 'cleaner', 'clerk', 'coach', 'conductor', 'consultant', 'contractor', 'controller', 'cook'],
  ...['coordinator', 'counselor', 'counsellor', 'curator', 'dancer', 'dentist', 'designer', 'developer', 'director'],
  ...['dispatcher', 'doctor', 'driver', 'economist', 'editor', 'electrician', 'engineer', 'estimator', 'examiner'],
  ...['executive', 'farmer', 'firefighter', 'geologist', 'guard', 'hairdresser', 'hygienist', 'inspector', 'installer'],
  ...['instructor', 'interpreter', 'investigator', 'janitor', 'journalist', 'judge', 'laborer', 'lawyer', 'lecturer'],
  ...[
    'librarian',
    'machinist',
    'manager',
    'mechanic',
    'musician',
    'nurse',
    'officer',
    'operator',
    'optician',
    'painter',
  ],
  ...['paralegal', 'paramedic', 'pharmacist', 'photographer', 'physician', 'physicist', 'pilot', 'planner', 'plumber'],
  ...['producer', 'professor', 'programmer', 'psychologist', 'receptionist', 'recruiter', 'repairer', 'reporter'],
  ...['representative', 'researcher', 'scientist', 'secretary', 'singer', 'specialist', 'statistician', 'supervisor'],
  ...['surgeon', 'surveyor', 'teacher', 'technician', 'technologist', 'therapist', 'trainer', 'translator', 'tutor'],
  ...['veterinarian', 'waiter', 'waitress', 'welder', 'worker', 'writer'],
];

/** As they are written before a name, with a full stop or without. */
export const formsOfAddress: readonly string[] = [
  ...['Mr', 'Mrs', 'Ms', 'Miss', 'Mx', 'Dr', 'Prof', 'Professor', 'Sir', 'Madam', 'Dame', 'Lord', 'Lady', 'Rev'],
  ...['Reverend', 'Captain', 'Capt', 'Colonel', 'Col', 'Lieutenant', 'Lt', 'Sergeant', 'Sgt', 'Judge', 'Senator'],
  ...['Herr', 'Herrn', 'Frau', 'Fräulein', 'Monsieur', 'Madame', 'Mme', 'Mlle', 'Señor', 'Señora', 'Señorita'],
  ...['Signor', 'Signora', 'Dott', 'Pan', 'Pani', 'Fru', 'Mevrouw', 'Meneer', 'Senhor', 'Senhora'],
];

export const titleRules: readonly Rule[] = [
  {
    id: 'people.title',
    type: 'TITLE',
    family: 'identity',
    pattern: {
      kind: 'phrase',
      forms: [
        {
          anchors: ['mr.', 'mrs.', 'dr.', 'prof.', 'rev.', 'capt.', 'sgt.', 'lt.', 'col.', 'hon.', 'mx.'],
          behind: String.raw`(?=\s{1,2}[a-z\xc0-\uffff])`,
        },
        { anchors: ['mr', 'mrs', 'ms', 'miss'], behind: String.raw`(?= [a-z]{2,24} [a-z]{2,24}(?:$|[,.?!]))` },
      ],
      score: 0.8,
    },
    mask: wordsMask,
    examples: ['⟦dr.⟧ ann lee', 'ask ⟦mrs.⟧ lee', 'to ⟦mr.⟧ ørsted'],
    counterExamples: ['dr.js', 'adr. x', 'mr.'],
  },
  {
    id: 'people.form-of-address',
    type: 'TITLE',
    family: 'identity',
    pattern: {
      kind: 'titled-name',
      titles: formsOfAddress,
      takes: 'title',
      score: 0.8,
    },
    mask: wordsMask,
    examples: ['⟦Mr⟧ Lee came', 'liebe ⟦Frau⟧ Müller,', 'ask ⟦Professor⟧ Ann Lee', '⟦Miss⟧ Lee', '⟦Ms.⟧ Lee'],
    counterExamples: ['Mr and', 'DR Lee', 'ms Lee', 'Miss it', 'MrLee', 'Dr/Lee', 'Col 4', '25 ms. With'],
  },
  {
    id: 'people.occupation',
    type: 'TITLE',
    family: 'identity',
    pattern: {
      kind: 'phrase',
      forms: [
        // A line by itself, as under a signature.
        {
          anchors: occupations,
          before: String.raw`(?:^|\n)[ \t]{0,4}((?:[a-z][a-z'&/-]{1,15},? ){0,3})`,
          behind: String.raw`(?=[ \t]{0,4}\r?\n)`,
        },
        // Ann Lee, the Editor, said
        {
          anchors: occupations,
          before: String.raw`, (?:the|an?) ((?:[a-z-]{2,15} ){0,2})`,
          behind: String.raw`(?=,? )`,
        },
        {
          anchors: occupations,
          before: String.raw`(?:works?|worked|working|job) as an? ((?:[a-z-]{2,15} ){0,1})`,
          behind: String.raw`(?![\w-])`,
        },
      ],
      score: 0.7,
    },
    mask: wordsMask,
    examples: [
      'Ann Lee\n⟦Senior Account Manager⟧\nExample',
      'Ann Lee, the ⟦editor⟧, said',
      'she works as a ⟦nurse⟧.',
      '\n⟦Nurse⟧\n',
    ],
    counterExamples: ['the manager said', 'a web server manager', 'nurse, and', 'managers\n', 'the Editor'],
  },
];
