import { Inject, Injectable } from '@nestjs/common';
import { fault, type PlanReport } from '@strongroom/contracts';
import { type CleanupPlanCountRow, type CleanupPlanRow } from '@strongroom/entities';
import { Database } from '@strongroom/persistence';

type PlanRow = Pick<CleanupPlanRow, 'state' | 'cutOff' | 'policyHash' | 'capped' | 'recordedAt' | 'finishedAt'> & {
  readonly types: PlanReport['types'];
};
type CountRow = Omit<CleanupPlanCountRow, 'planId' | 'tenant' | 'type'> & {
  readonly type: PlanReport['types'][number];
};

@Injectable()
export class PlanReportStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** The plan as it stands, in the current transaction. Throws `err:cleanup:unknown:plan`. */
  async read(planId: string): Promise<PlanReport> {
    const [plan] = await this.db.query<PlanRow>(
      `SELECT state, types, cut_off AS "cutOff", policy_hash AS "policyHash", capped, recorded_at AS "recordedAt",
              finished_at AS "finishedAt"
         FROM cleanup.plan WHERE plan_id = $1`,
      [planId],
    );
    if (plan === undefined) throw fault('err:cleanup:unknown:plan', { message: `there is no cleanup plan ${planId}` });
    const counts = await this.db.query<CountRow>(
      `SELECT type, owner, planned, bytes, oldest, newest, deleted, extended, gone, locked
         FROM cleanup.plan_count WHERE plan_id = $1 ORDER BY type, owner`,
      [planId],
    );
    return {
      plan_id: planId,
      state: plan.state,
      types: plan.types,
      cut_off: plan.cutOff.toISOString(),
      policy_hash: plan.policyHash,
      capped: plan.capped,
      made_at: plan.recordedAt.toISOString(),
      finished_at: plan.finishedAt?.toISOString() ?? null,
      totals: totalsOf(counts),
      counts: counts.map(({ owner, oldest, newest, ...count }) => ({
        ...count,
        tenant: owner,
        oldest: oldest.toISOString(),
        newest: newest.toISOString(),
      })),
    };
  }
}

function totalsOf(counts: readonly CountRow[]): PlanReport['totals'] {
  const sum = (of: keyof PlanReport['totals']): number => counts.reduce((total, count) => total + count[of], 0);
  return {
    planned: sum('planned'),
    deleted: sum('deleted'),
    extended: sum('extended'),
    gone: sum('gone'),
    locked: sum('locked'),
    bytes: sum('bytes'),
  };
}
