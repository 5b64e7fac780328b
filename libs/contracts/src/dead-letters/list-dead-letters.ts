import { z } from 'zod';
import { wholeNumberText } from '../auth-token/whole-number-text.js';
import { allow } from '../contract/access.js';
import { query, type Contract } from '../contract/contract.js';
import { type ServiceName } from '../contract/service-name.js';
import { AGE_MAX_S, letterFilters, letterId, letterSummary, SCAN_WITHIN_MS } from './dead-letter.js';

const input = z.strictObject({
  ...letterFilters,
  /** Buried at least so long ago. */
  older_than_s: wholeNumberText(0, AGE_MAX_S).optional(),
  limit: wholeNumberText(1, 500).default(50),
  /** The last letter of the page that was read. */
  after: letterId.optional(),
});

const output = z.strictObject({
  letters: z.array(letterSummary),
  /** Letters that fit the filters and come after `after`, whether on this page or not: counted, not estimated. */
  total: z.int(),
});

export type ListDeadLetters = Contract<typeof input, typeof output>;

/** The dead letters of one service, oldest first, without their bodies. */
export function listDeadLettersOf(service: ServiceName): ListDeadLetters {
  return query(`${service}.dead-letter.list.v1`, {
    input,
    output,
    errors: [],
    access: allow('dead-letters:read'),
    deadlineMs: SCAN_WITHIN_MS,
    http: { method: 'GET', path: `/v1/dead-letters/${service}` },
  });
}
