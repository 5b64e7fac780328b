import type { FigureRow } from './figures.js';

type Figure = 'precision' | 'recall' | 'f2' | 'alarms';

/** What a type must reach, and what others reached when they were run on the same or the like data. */
export interface Target extends Pick<FigureRow, 'kind'> {
  readonly what: string;
  readonly types: readonly string[];
  /** At least, but for alarms: at most. */
  readonly goals: Partial<Readonly<Record<Figure, number>>>;
  readonly peers: string;
}

/**
 * The figures of peers are those that the requirements of this filter record; nothing here measures them again. Who the best
 * peer was is said where the requirements say it. "Resolved" is after its own overlaps were taken out.
 */
export const targets: readonly Target[] = [
  {
    kind: 'recognizer rows',
    what: 'rows of Presidio’s test kit',
    types: ['rows passed'],
    goals: { recall: 0.995 },
    peers: 'Presidio 1,419 or 1,420 of all 1,420',
  },
  {
    kind: 'documents',
    what: 'cards',
    types: ['CREDIT_CARD'],
    goals: { precision: 0.995, recall: 1 },
    peers: 'best peer P 1.00 R .77',
  },
  {
    kind: 'documents',
    what: 'e-mail, IBAN, SSN, IP, crypto',
    types: ['EMAIL_ADDRESS', 'IBAN_CODE', 'US_SSN', 'IP_ADDRESS', 'CRYPTO'],
    goals: { precision: 0.995, recall: 0.995 },
    peers: 'best peer 1.0',
  },
  {
    kind: 'documents',
    what: 'phone',
    types: ['PHONE_NUMBER'],
    goals: { precision: 0.95, recall: 0.9 },
    peers: 'best peer .90 / .59 resolved, .73 raw',
  },
  {
    kind: 'documents',
    what: 'URL, domain',
    types: ['URL'],
    goals: { precision: 0.99, recall: 0.99 },
    peers: 'best peer 1.0 / 1.0 resolved, .43 / 1.0 raw',
  },
  {
    kind: 'documents',
    what: 'date',
    types: ['DATE_TIME'],
    goals: { precision: 0.9, recall: 0.9 },
    peers: 'best peer 1.0 / .40',
  },
  {
    kind: 'documents',
    what: 'age, postcode, title',
    types: ['AGE', 'POSTCODE', 'TITLE'],
    goals: { precision: 0.9, recall: 0.9 },
    peers: '',
  },
  {
    kind: 'documents',
    what: 'person',
    types: ['PERSON'],
    goals: { precision: 0.85, recall: 0.75 },
    peers: 'best peer .57 / .65',
  },
  {
    kind: 'documents',
    what: 'location',
    types: ['LOCATION'],
    goals: { precision: 0.75, recall: 0.7 },
    peers: 'best peer .35 / .21',
  },
  {
    kind: 'documents',
    what: 'organisation',
    types: ['ORGANIZATION'],
    goals: { precision: 0.6, recall: 0.4 },
    peers: 'best peer 0',
  },
  {
    kind: 'documents',
    what: 'structured types together',
    types: ['structured'],
    goals: { f2: 0.97 },
    peers: 'Presidio .84 resolved',
  },
  {
    kind: 'documents',
    what: 'all types together',
    types: ['all'],
    goals: { f2: 0.9 },
    peers: 'best peer .62 default, .85 tuned',
  },
  {
    kind: 'credential lines',
    what: 'passwords and tokens in code, SQL, prose',
    types: ['by line'],
    goals: { precision: 0.92, recall: 0.85 },
    peers:
      'gitleaks P .84 R .29; detect-secrets P .71 R .21; secretlint P .82 R .06; CredSweeper and its model P .98 R .995 on its own gold',
  },
  {
    kind: 'attack requests',
    what: 'attacks of the Core Rule Set; alarms are near misses found',
    types: ['by request'],
    goals: { recall: 0.92, alarms: 0.1 },
    peers:
      'Coraza with the Core Rule Set, level 1 R .69 alarms .16; level 2 .90, .33; level 4 1.0, .68; libddwaf R .23',
  },
];
