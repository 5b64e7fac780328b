import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { direction, filterPolicyVersion } from './filter-policy.js';

const version = z.int().max(2_147_483_647);

/**
 * Puts the policy of an older version back in force, as a new version: history only grows. Refused
 * if the filter no longer knows what that policy names.
 */
export const restoreFilterPolicy = command('content-filter.policy.restore.v1', {
  input: z.strictObject({
    direction,
    version: version.min(1),
    /** The version that was seen. Refused if it is no longer in force. */
    expected_version: version.min(1),
  }),
  output: filterPolicyVersion,
  errors: ['err:filter:conflict:version', 'err:filter:unknown:version', 'err:filter:invalid:policy'],
  access: allow('filter:admin'),
  deadlineMs: 2_000,
  http: { method: 'POST', path: '/v1/filter/policy/restore' },
});
