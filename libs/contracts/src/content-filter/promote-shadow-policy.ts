import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { filterPolicyVersion } from './filter-policy.js';
import { shadowId } from './shadow-policy.js';

/** Puts the policy that is tried in force, as the version after the one that it was compared with, and ends the trial. */
export const promoteShadowPolicy = command('content-filter.shadow.promote.v1', {
  input: shadowId,
  output: filterPolicyVersion,
  errors: ['err:filter:unknown:shadow', 'err:filter:conflict:version', 'err:filter:invalid:policy'],
  access: allow('filter:admin'),
  deadlineMs: 2_000,
  http: { method: 'POST', path: '/v1/filter/policy/shadow/promote' },
});
