import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { planReport } from './plan-report.js';

/**
 * Begins to delete what a plan holds, and answers with the report: finished if that took no longer than a moment, otherwise
 * running. Asked again, it answers how far the same run has come.
 */
export const runCleanupPlan = command('cleanup.plan.run.v1', {
  input: z.strictObject({ plan_id: z.uuid() }),
  output: planReport,
  errors: ['err:cleanup:unknown:plan', 'err:cleanup:conflict:policy-changed'],
  access: allow('cleanup:write'),
  deadlineMs: 5_000,
  http: { method: 'POST', path: '/v1/cleanup/plans/:plan_id/run', status: 202 },
});
