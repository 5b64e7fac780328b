import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { scheduledRevocation } from './scheduled-revocation.js';

/**
 * What is scheduled in the tenant, latest first scheduled; and to who has `revocation:emergency`, what reaches beyond it.
 * `next` is the `before` of the page that follows, and null on the last one.
 */
export const listScheduledRevocations = query('revocation.scheduled.list.v1', {
  input: z.strictObject({
    status: z.enum(['waiting', 'made', 'cancelled']).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
    before: z.uuid().optional(),
  }),
  output: z.strictObject({ scheduled: z.array(scheduledRevocation), next: z.uuid().nullable() }),
  errors: [],
  access: allow('revocation:read'),
  deadlineMs: 5_000,
  duringStop: true,
  http: { method: 'GET', path: '/v1/scheduled-revocations' },
});
