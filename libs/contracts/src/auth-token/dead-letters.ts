import { purgeDeadLettersOf, requeueDeadLettersOf } from '../dead-letters/act-on-dead-letters.js';
import { listDeadLettersOf } from '../dead-letters/list-dead-letters.js';
import { showDeadLetterOf } from '../dead-letters/show-dead-letter.js';

export const listAuthTokenDeadLetters = listDeadLettersOf('auth-token');
export const showAuthTokenDeadLetter = showDeadLetterOf('auth-token');
export const requeueAuthTokenDeadLetters = requeueDeadLettersOf('auth-token');
export const purgeAuthTokenDeadLetters = purgeDeadLettersOf('auth-token');
