import { type CleanupTask, type PlanReport } from '@strongroom/contracts';

const STATUS = { made: 'planned', running: 'running', finished: 'completed', failed: 'failed' } as const;

/** A plan in the words of older systems. */
export function taskOf({ plan_id, state, totals, cut_off }: PlanReport): CleanupTask {
  return {
    task_id: plan_id,
    status: STATUS[state],
    total: totals.planned,
    deleted: totals.deleted,
    skipped: totals.extended + totals.gone + totals.locked,
    cut_off,
  };
}
