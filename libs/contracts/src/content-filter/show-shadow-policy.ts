import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { direction } from './filter-policy.js';
import { shadowPolicy } from './shadow-policy.js';

/** The policy that is tried for a direction, else the last that was, with what it would have done otherwise. */
export const showShadowPolicy = query('content-filter.shadow.show.v1', {
  input: z.strictObject({ direction }),
  output: shadowPolicy,
  errors: ['err:filter:unknown:shadow'],
  access: allow('filter:admin'),
  deadlineMs: 2_000,
  http: { method: 'GET', path: '/v1/filter/policy/shadow' },
});
