import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { logSeq } from './revocation.js';

const milliseconds = z.number().nonnegative();

/**
 * Where a revocation is enforced, as the guards themselves reported: "on 12 of 12, after 41 ms". Times count from the
 * sealing, by the database's clock, and are upper bounds: a report's way here is counted as part of it.
 */
export const showPropagation = query('revocation.propagation.show.v1', {
  input: z.strictObject({ seq: z.coerce.number().int().positive() }),
  output: z.strictObject({
    seq: logSeq,
    sealed_at: z.iso.datetime(),
    /** Guards that have applied it and are alive. */
    enforced: z.int().nonnegative(),
    /** Guards that are alive. One that is gone is in neither number: dead it serves nobody, cut off it refuses to answer, if its bounds are the default ones. */
    live: z.int().nonnegative(),
    /** When the last of the live guards had it; null as long as one has not. */
    enforced_everywhere_after_ms: milliseconds.nullable(),
    guards: z.array(
      z.strictObject({
        guard: z.string(),
        service: z.string(),
        state: z.enum(['enforcing', 'behind', 'gone']),
        enforced_after_ms: milliseconds.nullable(),
        /** Since its last report; a guard that is well reports every half second. */
        silent_ms: milliseconds,
        last_seen_at: z.iso.datetime(),
      }),
    ),
  }),
  errors: ['err:revocation:unknown:revocation'],
  access: allow('revocation:read'),
  deadlineMs: 2_000,
  duringStop: true,
  http: { method: 'GET', path: '/v1/revocations/:seq/propagation' },
});
