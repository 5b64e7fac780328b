import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { shadowId, shadowPolicy } from './shadow-policy.js';

/** Ends the trial of a policy. What was counted is kept. */
export const stopShadowPolicy = command('content-filter.shadow.stop.v1', {
  input: shadowId,
  output: shadowPolicy,
  errors: ['err:filter:unknown:shadow'],
  access: allow('filter:admin'),
  deadlineMs: 2_000,
  http: { method: 'POST', path: '/v1/filter/policy/shadow/stop' },
});
