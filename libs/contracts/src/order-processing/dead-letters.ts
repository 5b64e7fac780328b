import { purgeDeadLettersOf, requeueDeadLettersOf } from '../dead-letters/act-on-dead-letters.js';
import { listDeadLettersOf } from '../dead-letters/list-dead-letters.js';
import { showDeadLetterOf } from '../dead-letters/show-dead-letter.js';

export const listOrderProcessingDeadLetters = listDeadLettersOf('order-processing');
export const showOrderProcessingDeadLetter = showDeadLetterOf('order-processing');
export const requeueOrderProcessingDeadLetters = requeueDeadLettersOf('order-processing');
export const purgeOrderProcessingDeadLetters = purgeDeadLettersOf('order-processing');
