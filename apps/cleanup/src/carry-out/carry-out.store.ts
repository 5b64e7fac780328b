import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { type RowFate, type RowFates, type RowKey } from '@strongroom/retention';
import { PLAN_FINISHED } from '../run-plan/run-plan.js';

export interface RunningPlan {
  readonly planId: string;
  readonly tenant: string;
  readonly cutOff: Date;
}

export interface PlanBatch {
  readonly type: string;
  readonly keys: readonly RowKey[];
}

@Injectable()
export class CarryOutStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Of those that have had no trouble, the one that was requested first. */
  async firstRunning(): Promise<RunningPlan | undefined> {
    const [plan] = await this.db.query<RunningPlan>(
      `SELECT plan_id AS "planId", tenant, cut_off AS "cutOff" FROM cleanup.plan
        WHERE state = 'running' ORDER BY failures, run_requested_at LIMIT 1`,
    );
    return plan;
  }

  /** Marks the plan with the leader's fence. `false`: it is finished, or a later leader has been here. */
  async fence(planId: string, fence: number): Promise<boolean> {
    const marked = await this.db.execute(
      `UPDATE cleanup.plan SET fence = $2, failures = 0 WHERE plan_id = $1 AND state = 'running' AND fence <= $2`,
      [planId, fence],
    );
    return marked === 1;
  }

  /** Takes the oldest batch that is left out of the plan. */
  async takeBatch(planId: string): Promise<PlanBatch | undefined> {
    const [batch] = await this.db.query<PlanBatch>(
      `WITH taken AS (
         DELETE FROM cleanup.plan_batch WHERE (plan_id, type, batch_no) = (
           SELECT plan_id, type, batch_no FROM cleanup.plan_batch WHERE plan_id = $1 ORDER BY type, batch_no LIMIT 1
         ) RETURNING type, keys
       ) SELECT type, keys FROM taken`,
      [planId],
    );
    return batch;
  }

  async count(planId: string, type: string, fates: readonly RowFates[]): Promise<void> {
    await this.db.execute(
      `UPDATE cleanup.plan_count AS counted
          SET deleted = counted.deleted + batch.deleted, extended = counted.extended + batch.extended,
              gone = counted.gone + batch.gone, locked = counted.locked + batch.locked
         FROM jsonb_to_recordset($3::jsonb)
              AS batch (tenant text, deleted bigint, extended bigint, gone bigint, locked bigint)
        WHERE counted.plan_id = $1 AND counted.type = $2 AND counted.owner = batch.tenant`,
      [planId, type, JSON.stringify(fates)],
    );
  }

  /** Notes that a batch could not be carried out. `true`: that was once too often, and the run has ended. */
  async noteFailure(planId: string, failuresMax: number): Promise<boolean> {
    const [plan] = await this.db.query<{ failed: boolean }>(
      `UPDATE cleanup.plan
          SET failures = failures + 1,
              state = CASE WHEN failures + 1 >= $2 THEN 'failed' ELSE state END,
              finished_at = CASE WHEN failures + 1 >= $2 THEN now() END
        WHERE plan_id = $1 AND state = 'running'
       RETURNING state = 'failed' AS failed`,
      [planId, failuresMax],
    );
    if (plan?.failed === true) await this.db.query(`SELECT pg_notify($1, $2)`, [PLAN_FINISHED, planId]);
    return plan?.failed ?? false;
  }

  /** Closes the run, tells who waits for it once that is committed, and answers what became of all planned rows. */
  async finish(planId: string): Promise<Record<RowFate | 'planned', number>> {
    await this.db.execute(`UPDATE cleanup.plan SET state = 'finished', finished_at = now() WHERE plan_id = $1`, [
      planId,
    ]);
    await this.db.query(`SELECT pg_notify($1, $2)`, [PLAN_FINISHED, planId]);
    const [totals] = await this.db.query<Record<RowFate | 'planned', number>>(
      `SELECT coalesce(sum(planned), 0)::bigint AS planned, coalesce(sum(deleted), 0)::bigint AS deleted,
              coalesce(sum(extended), 0)::bigint AS extended, coalesce(sum(gone), 0)::bigint AS gone,
              coalesce(sum(locked), 0)::bigint AS locked
         FROM cleanup.plan_count WHERE plan_id = $1`,
      [planId],
    );
    if (totals === undefined) throw new Error('an aggregate has one row');
    return totals;
  }
}
