import { AuditLog } from '@strongroom/audit';
import { uuidv7 } from '@strongroom/kernel';
import { type ServiceDatabase, type TestDatabase } from '@strongroom/testing';
import { CarryOutPlans } from '../src/carry-out/carry-out-plans.js';
import { CarryOutStore } from '../src/carry-out/carry-out.store.js';
import { CleanExpiredTokens } from '../src/clean-expired-tokens/clean-expired-tokens.js';
import { HourlyCleanup } from '../src/hourly/hourly-cleanup.js';
import { MakePlan } from '../src/make-plan/make-plan.js';
import { MakePlanStore } from '../src/make-plan/make-plan.store.js';
import { RunPlan } from '../src/run-plan/run-plan.js';
import { RunPlanStore } from '../src/run-plan/run-plan.store.js';
import { PlanReportStore } from '../src/show-plan/plan-report.store.js';
import { ShowPlan } from '../src/show-plan/show-plan.js';
import { ShowTask } from '../src/show-task/show-task.js';

/** What one process of the service is made of, on a real database, without its doors. */
export interface CleanupReplica extends ServiceDatabase {
  readonly makePlan: MakePlan;
  readonly showPlan: ShowPlan;
  readonly runPlan: RunPlan;
  readonly carryOut: CarryOutPlans;
  readonly hourly: HourlyCleanup;
  readonly cleanExpiredTokens: CleanExpiredTokens;
  readonly showTask: ShowTask;
}

export async function cleanupReplica(database: TestDatabase): Promise<CleanupReplica> {
  const service = await database.as('cleanup');
  const { transactions, db, signals } = service;
  const audit = new AuditLog(db);
  const reports = new PlanReportStore(db);
  const makePlan = new MakePlan(transactions, new MakePlanStore(db), reports, audit);
  const runPlan = new RunPlan(transactions, signals, new RunPlanStore(db), reports, audit);
  const showPlan = new ShowPlan(transactions, reports);
  return {
    ...service,
    makePlan,
    runPlan,
    showPlan,
    carryOut: new CarryOutPlans(transactions, db, new CarryOutStore(db), audit),
    hourly: new HourlyCleanup(makePlan, runPlan),
    cleanExpiredTokens: new CleanExpiredTokens(makePlan, runPlan),
    showTask: new ShowTask(showPlan),
  };
}

/** Adds `count` tokens of a tenant that expire `expiresInS` seconds from now; negative: that have expired. */
export async function addTokens(
  database: TestDatabase,
  tenant: string,
  count: number,
  expiresInS = -60,
): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, () => uuidv7());
  await database.query(
    `INSERT INTO auth.token (jti, expires_at, tenant, subject, client_id, pos, scope, issued_at)
     SELECT jti, now() + $2 * interval '1 second' + place * interval '1 millisecond', $3, 's', 'c', 0, '', now()
       FROM unnest($1::uuid[]) WITH ORDINALITY AS list (jti, place)`,
    [ids, expiresInS, tenant],
  );
  return ids;
}
