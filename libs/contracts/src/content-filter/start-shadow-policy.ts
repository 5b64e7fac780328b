import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { direction, filterPolicy } from './filter-policy.js';
import { shadowPolicy } from './shadow-policy.js';

/** Begins to try a policy beside the one in force, whose answers stay as they are. One at a time for each direction. */
export const startShadowPolicy = command('content-filter.shadow.start.v1', {
  input: z.strictObject({
    direction,
    policy: filterPolicy,
    /** The version that was seen and is compared with; 0 when none was set yet. Refused if it is no longer in force. */
    expected_version: z.int().min(0),
  }),
  output: shadowPolicy,
  errors: ['err:filter:conflict:version', 'err:filter:conflict:shadow', 'err:filter:invalid:policy'],
  access: allow('filter:admin'),
  deadlineMs: 2_000,
  http: { method: 'POST', path: '/v1/filter/policy/shadow' },
});
