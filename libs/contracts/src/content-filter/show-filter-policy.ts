import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { direction, filterPolicyVersion } from './filter-policy.js';

/** The tenant's policy in force for a direction. */
export const showFilterPolicy = query('content-filter.policy.show.v1', {
  input: z.strictObject({ direction }),
  output: filterPolicyVersion,
  errors: [],
  access: allow('filter:use'),
  deadlineMs: 2_000,
  http: { method: 'GET', path: '/v1/filter/policy' },
});
