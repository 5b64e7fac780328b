import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { planReport } from './plan-report.js';

/** A plan, and how far it has been carried out. */
export const showCleanupPlan = query('cleanup.plan.show.v1', {
  input: z.strictObject({ plan_id: z.uuid() }),
  output: planReport,
  errors: ['err:cleanup:unknown:plan'],
  access: allow('cleanup:read'),
  deadlineMs: 2_000,
  http: { method: 'GET', path: '/v1/cleanup/plans/:plan_id' },
});
