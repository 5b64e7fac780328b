import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { cleanupTask } from './cleanup-task.js';
import { cleanupType } from './plan-report.js';

/** A plan and its run in one call, at the route that older systems use. New clients make a plan, look at it, and run it. */
export const cleanExpiredTokens = command('cleanup.expired-tokens.clean.v1', {
  input: z.strictObject({
    token_types: z.array(cleanupType).min(1).default(['tokens']),
    /** The most rows of one type to clean up in this task. */
    batch_size: z.int().min(1).max(500_000).default(100_000),
    /** Count, and delete nothing. */
    dry_run: z.boolean().default(false),
  }),
  output: cleanupTask,
  errors: [],
  access: allow('cleanup:write'),
  deadlineMs: 30_000,
  http: { method: 'POST', path: '/api/admin/cleanup/expired-tokens', status: 202 },
});
