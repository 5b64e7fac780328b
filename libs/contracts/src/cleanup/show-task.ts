import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { cleanupTask } from './cleanup-task.js';

/** How far a task has come, at the route that older systems use. */
export const showCleanupTask = query('cleanup.task.show.v1', {
  input: z.strictObject({ task_id: z.uuid() }),
  output: cleanupTask,
  errors: ['err:cleanup:unknown:plan'],
  access: allow('cleanup:read'),
  deadlineMs: 2_000,
  http: { method: 'GET', path: '/api/admin/cleanup/task-status/:task_id' },
});
