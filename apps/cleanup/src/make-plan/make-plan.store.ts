import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { dueByTenantSql, dueRowsSql, type RetentionPolicy } from '@strongroom/retention';

interface OwnedPlan {
  readonly planId: string;
  readonly tenant: string;
}

const KEEPS = '30 days';

@Injectable()
export class MakePlanStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Begins a plan and answers its cut-off: now, by the database. */
  async begin({ planId, tenant }: OwnedPlan, types: readonly string[], policyHash: string): Promise<Date> {
    const [row] = await this.db.query<{ cutOff: Date }>(
      `INSERT INTO cleanup.plan (plan_id, tenant, state, types, cut_off, policy_hash, capped, expires_at)
       VALUES ($1, $2, 'made', $3, date_trunc('milliseconds', now()), $4, false, now() + interval '${KEEPS}')
       RETURNING cut_off AS "cutOff"`,
      [planId, tenant, types, policyHash],
    );
    if (row === undefined) throw new Error('the plan was not inserted');
    return row.cutOff;
  }

  /**
   * Adds what is due of one type: its rows in batches, oldest first, and its counts. Batches grow with the work: short ones
   * disturb others least, and a large backlog wants to be over with.
   */
  async collect(plan: OwnedPlan, policy: RetentionPolicy, cutOff: Date, rowsMax: number): Promise<void> {
    await this.db.execute(
      `WITH looked AS MATERIALIZED (${dueRowsSql(policy, '$4', '$5::bigint + 1')}
       ), due AS MATERIALIZED (
         SELECT * FROM looked WHERE place < $5
       ), size AS (
         SELECT CASE WHEN count(*) < 10000 THEN 500 WHEN count(*) < 100000 THEN 1000 ELSE 2000 END AS rows FROM due
       ), batched AS (
         INSERT INTO cleanup.plan_batch (plan_id, type, batch_no, tenant, keys)
         SELECT $1, $2, place / size.rows, $3, jsonb_agg(key ORDER BY place)
           FROM due, size GROUP BY place / size.rows
       ), capped AS (
         UPDATE cleanup.plan SET capped = true
          WHERE plan_id = $1 AND EXISTS (SELECT FROM looked WHERE place >= $5)
       )
       INSERT INTO cleanup.plan_count (plan_id, type, tenant, owner, planned, bytes, oldest, newest)
       SELECT $1, $2, $3, counted.tenant, counted.count, counted.bytes, counted.oldest, counted.newest
         FROM (${dueByTenantSql}) AS counted`,
      [plan.planId, policy.type, plan.tenant, cutOff, rowsMax],
    );
  }
}
