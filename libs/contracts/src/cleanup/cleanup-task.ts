import { z } from 'zod';

/** A plan, as older systems know it: a task with an id. */
export const cleanupTask = z.strictObject({
  /** The `plan_id` of the plan behind it. */
  task_id: z.uuid(),
  status: z.enum(['planned', 'running', 'completed', 'failed']),
  /** Rows that were due. */
  total: z.int().nonnegative(),
  deleted: z.int().nonnegative(),
  /** Due when the task was made, and spared, gone or held when their turn came. */
  skipped: z.int().nonnegative(),
  cut_off: z.iso.datetime(),
});
export type CleanupTask = z.output<typeof cleanupTask>;
