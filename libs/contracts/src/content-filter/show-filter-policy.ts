import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { filterPolicyVersion } from './filter-policy.js';

/** The tenant's policy in force. */
export const showFilterPolicy = query('content-filter.policy.show.v1', {
  input: z.strictObject({}),
  output: filterPolicyVersion,
  errors: [],
  access: allow('filter:use'),
  deadlineMs: 2_000,
  http: { method: 'GET', path: '/v1/filter/policy' },
});
