import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';

const judgement = z.strictObject({
  /** The caller's own name for the finding, such as the id of a message and a place in it; only its hash is kept. */
  finding: z.string().min(1).max(200),
  /** Which rule found it, and how sure it was: as the answer of the filter had them. */
  rule: z.string(),
  score: z.number().min(0).max(1),
  /** `confirmed`: it is what the rule takes it for. `dismissed`: it is not. */
  verdict: z.enum(['confirmed', 'dismissed']),
});

/** Says of findings whether they were right. A finding that is judged again is judged anew: the last word counts, once. */
export const giveFilterFeedback = command('content-filter.feedback.give.v1', {
  input: z.strictObject({ judgements: z.array(judgement).min(1).max(1_000) }),
  output: z.strictObject({ judged: z.int().min(1) }),
  errors: ['err:filter:invalid:policy'],
  access: allow('filter:use'),
  deadlineMs: 5_000,
  http: { method: 'POST', path: '/v1/filter/feedback' },
});
