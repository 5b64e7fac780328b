import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { detokenisePurpose } from './detokenise-purpose.js';

/** For what the tenant lets tokens be undone, by name. */
export const listDetokenisePurposes = query('content-filter.detokenise-purpose.list.v1', {
  input: z.strictObject({}),
  output: z.strictObject({ purposes: z.array(detokenisePurpose) }),
  errors: [],
  access: allow('filter:admin'),
  deadlineMs: 2_000,
  http: { method: 'GET', path: '/v1/filter/purposes' },
});
