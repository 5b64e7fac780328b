import { ActOnDeadLetters } from './act-on-dead-letters.js';
import { ListDeadLetters } from './list-dead-letters.js';
import { PurgeDeadLetters } from './purge-dead-letters.js';
import { RequeueDeadLetters } from './requeue-dead-letters.js';
import { ShowDeadLetter } from './show-dead-letter.js';
import { VisibleLetters } from './visible-letters.js';

/** The use cases behind the dead letters of any service; a service that handles events binds them to its contracts. */
export const deadLetterProviders = [
  ...[ListDeadLetters, ShowDeadLetter, RequeueDeadLetters, PurgeDeadLetters],
  ...[ActOnDeadLetters, VisibleLetters],
];
