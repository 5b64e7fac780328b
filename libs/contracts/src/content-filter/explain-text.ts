import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { content, hasOneContent, ONE_CONTENT } from './content.js';
import { direction, filterActions, filterPolicy } from './filter-policy.js';
import { foundEntity } from './found-entity.js';

/**
 * Says what filtering would do with a text or a JSON value and why: for each finding what it is believed on, what gave way to it, and
 * which entry of the policy decides. Nothing is filtered, blocked, counted or kept.
 */
export const explainText = query('content-filter.text.explain.v1', {
  input: z.strictObject({ ...content, direction, policy: filterPolicy.optional() }).refine(hasOneContent, ONE_CONTENT),
  output: z.strictObject({
    /** What the content as a whole would meet with. */
    action: z.enum(filterActions),
    entities: z.array(
      foundEntity.extend({
        action: z.enum(filterActions),
        /** The entry of the policy, as JSON Pointer (RFC 6901) into it, such as `/types/CREDIT_CARD`. */
        decided_by: z.string(),
      }),
    ),
    /** What would be left alone, since it is less certain than `score_min`. */
    below_score_min: z.array(foundEntity),
    score_min: z.number(),
    /** Version of the tenant's policy that was asked; null when the request brought its own. */
    policy_version: z.int().nullable(),
  }),
  errors: ['err:filter:exceeded:limit', 'err:filter:exceeded:queue', 'err:filter:invalid:policy'],
  access: allow('filter:use'),
  deadlineMs: 5_000,
  http: { method: 'POST', path: '/v1/filter/explain' },
  secrets: { input: ['/text', '/json'] },
});
