import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { direction, filterPolicyVersion } from './filter-policy.js';

/**
 * The versions that the tenant has set for a direction, newest first; the first is in force. `next` is the `before` of the page that
 * follows, and null on the last one.
 */
export const listFilterPolicies = query('content-filter.policy.list.v1', {
  input: z.strictObject({
    direction,
    limit: z.coerce.number().int().min(1).max(100).default(20),
    /** Only versions lower than this. */
    before: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  }),
  output: z.strictObject({ versions: z.array(filterPolicyVersion), next: z.int().nullable() }),
  errors: [],
  access: allow('filter:admin'),
  deadlineMs: 2_000,
  http: { method: 'GET', path: '/v1/filter/policy/versions' },
});
