import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';

const judged = {
  confirmed: z.int().min(0),
  dismissed: z.int().min(0),
  /**
   * The lowest score from which on nine of ten findings are confirmed, of at least 20 that were judged; null where no score
   * parts them so, or too few were judged.
   */
  suggested_score_min: z.number().min(0).max(1).nullable(),
};

/** What the tenant's people said of findings, and the `score_min` that follows from it: of all rules together, and of each. */
export const showFilterFeedback = query('content-filter.feedback.show.v1', {
  input: z.strictObject({}),
  output: z.strictObject({
    ...judged,
    /** The rules with most dismissed findings first. */
    rules: z.array(z.strictObject({ rule: z.string(), ...judged })),
  }),
  errors: [],
  access: allow('filter:admin'),
  deadlineMs: 5_000,
  http: { method: 'GET', path: '/v1/filter/feedback' },
});
