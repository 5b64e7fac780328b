export type { ActOnDeadLetters } from './act-on-dead-letters.js';
export type { LetterSummary } from './dead-letter.js';
export type { ListDeadLetters } from './list-dead-letters.js';
export type { ShowDeadLetter } from './show-dead-letter.js';
