import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { content, hasOneContent, ONE_CONTENT } from './content.js';
import { direction, filterPolicy } from './filter-policy.js';
import { filtered } from './found-entity.js';

/** Filters up to a hundred texts and JSON values by one policy. Each has its own result, in the order of the request. */
export const filterBatch = command('content-filter.batch.filter.v1', {
  input: z.strictObject({
    items: z.array(z.strictObject(content).refine(hasOneContent, ONE_CONTENT)).min(1).max(100),
    direction,
    policy: filterPolicy.optional(),
  }),
  output: z.strictObject({
    results: z.array(
      z.discriminatedUnion('status', [
        filtered.extend({ status: z.literal('filtered') }),
        /** The item is more than the filter takes: nothing of it was filtered, and nothing may pass on. */
        z.strictObject({ status: z.literal('refused'), reason: z.string() }),
      ]),
    ),
    policy_version: z.int().nullable(),
  }),
  errors: ['err:filter:exceeded:queue', 'err:filter:invalid:policy', 'err:platform:unavailable:secret-store'],
  access: allow('filter:use'),
  deadlineMs: 15_000,
  http: { method: 'POST', path: '/v1/filter/batch' },
  secrets: { input: ['/items'], output: ['/results'] },
});
