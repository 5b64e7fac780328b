import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { content, hasOneContent, ONE_CONTENT } from './content.js';
import { direction, filterPolicy } from './filter-policy.js';
import { filtered } from './found-entity.js';

/**
 * Filters a text or a JSON value by the tenant's policy for its direction, or by that of the request. Blocked content is an answer too:
 * `action` is `block` and `output` null. That something was blocked is on record; what it was is not.
 */
export const filterText = command('content-filter.text.filter.v1', {
  input: z.strictObject({ ...content, direction, policy: filterPolicy.optional() }).refine(hasOneContent, ONE_CONTENT),
  output: filtered.extend({
    /** Version of the tenant's policy that decided; null when the request brought its own. */
    policy_version: z.int().nullable(),
  }),
  errors: [
    'err:filter:exceeded:limit',
    'err:filter:exceeded:queue',
    'err:filter:invalid:policy',
    'err:platform:unavailable:secret-store',
  ],
  access: allow('filter:use'),
  deadlineMs: 5_000,
  http: { method: 'POST', path: '/v1/filter' },
  secrets: { input: ['/text', '/json'], output: ['/output'] },
});
