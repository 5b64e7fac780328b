import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { type CarriesOut, type Input, type makeCleanupPlan, type PlanReport } from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { Transactions } from '@strongroom/persistence';
import { policyHash, retentionPolicies, type RetentionPolicy } from '@strongroom/retention';
import { currentContext } from '@strongroom/security-context';
import { PlanReportStore } from '../show-plan/plan-report.store.js';
import { MakePlanStore } from './make-plan.store.js';

/** One snapshot for all types: what the counts say and what the batches hold is the same. */
const ONE_SNAPSHOT = { isolation: 'REPEATABLE READ' } as const;

type Wanted = Input<typeof makeCleanupPlan>;

@Injectable()
export class MakePlan implements CarriesOut<typeof makeCleanupPlan> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(MakePlanStore) private readonly store: MakePlanStore,
    @Inject(PlanReportStore) private readonly reports: PlanReportStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** Plans for the tenant that asks: row-level security shows no other rows. */
  execute(wanted: Wanted): Promise<PlanReport> {
    const policies = chosen(wanted).filter(({ perTenant }) => perTenant);
    return this.transactions.run(() => this.#plan(policies, wanted.rows_max), ONE_SNAPSHOT);
  }

  /** Plans for all tenants and for the platform itself. For the schedule; no call from outside leads here. */
  forAllTenants(wanted: Wanted): Promise<PlanReport> {
    return this.transactions.runAcrossTenants(() => this.#plan(chosen(wanted), wanted.rows_max), ONE_SNAPSHOT);
  }

  async #plan(policies: readonly RetentionPolicy[], rowsMax: number): Promise<PlanReport> {
    const { tenant } = currentContext();
    const plan = { planId: uuidv7(), tenant };
    const types = policies.map(({ type }) => type);
    const cutOff = await this.store.begin(plan, types, policyHash(policies));
    for (const policy of policies) await this.store.collect(plan, policy, cutOff, rowsMax);
    const report = await this.reports.read(plan.planId);
    await this.audit.record({
      action: 'cleanup.plan.make',
      target: { type: 'cleanup_plan', id: plan.planId },
      outcome: 'succeeded',
      details: { types, planned: report.totals.planned, cut_off: report.cut_off },
    });
    return report;
  }
}

function chosen({ types }: Wanted): readonly RetentionPolicy[] {
  const names: readonly string[] | undefined = types;
  return retentionPolicies.filter(({ type }) => names?.includes(type) ?? true);
}
