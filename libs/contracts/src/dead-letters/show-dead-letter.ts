import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query, type Contract } from '../contract/contract.js';
import { type ServiceName } from '../contract/service-name.js';
import { letterId, letterSummary } from './dead-letter.js';

const input = z.strictObject({
  letter_id: letterId,
  /** Asked for, the body is shown, and that it was is on record before it leaves. */
  body: z.enum(['true', 'false'], 'must be true or false').default('false'),
});

const output = z.strictObject({
  letter: letterSummary,
  /** The body with its secrets struck out; null unless it was asked for, and where it cannot be shown. */
  body: z.unknown(),
  /** Why the body is not shown although it was asked for. */
  withheld: z.string().nullable(),
});

export type ShowDeadLetter = Contract<typeof input, typeof output>;

/** One dead letter. */
export function showDeadLetterOf(service: ServiceName): ShowDeadLetter {
  return query(`${service}.dead-letter.show.v1`, {
    input,
    output,
    errors: ['err:dead-letters:unknown:letter'],
    access: allow('dead-letters:read'),
    deadlineMs: 5_000,
    http: { method: 'GET', path: `/v1/dead-letters/${service}/:letter_id` },
    secrets: { output: ['/body'] },
  });
}
