import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { cleanupType, planReport } from './plan-report.js';

/**
 * Counts exactly what is due now and fixes it as a plan. Deletes nothing: a dry run is a plan that is never run. A plan is
 * about the tenant of whoever makes it.
 */
export const makeCleanupPlan = command('cleanup.plan.make.v1', {
  input: z.strictObject({
    /** All types, unless said. */
    types: z.array(cleanupType).min(1).optional(),
    /** The most rows of one type, oldest first. */
    rows_max: z.int().min(1).max(500_000).default(100_000),
  }),
  output: planReport,
  errors: [],
  access: allow('cleanup:write'),
  deadlineMs: 30_000,
  http: { method: 'POST', path: '/v1/cleanup/plans', status: 201 },
});
