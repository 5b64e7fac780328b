import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { direction, filterPolicy, filterPolicyVersion } from './filter-policy.js';

/** Puts a new version of the tenant's policy for a direction in force, for every call from then on. Old versions are kept. */
export const setFilterPolicy = command('content-filter.policy.set.v1', {
  input: z.strictObject({
    direction,
    policy: filterPolicy,
    /** The version that was seen; 0 when none was set yet. Refused if it is no longer in force. */
    expected_version: z.int().min(0),
  }),
  output: filterPolicyVersion,
  errors: ['err:filter:conflict:version', 'err:filter:invalid:policy'],
  access: allow('filter:admin'),
  deadlineMs: 2_000,
  http: { method: 'PUT', path: '/v1/filter/policy' },
});
