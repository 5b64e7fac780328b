import { EventEmitter, once } from 'node:events';
import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import {
  fault,
  type CallFacts,
  type CarriesOut,
  type Input,
  type PlanReport,
  type runCleanupPlan,
} from '@strongroom/contracts';
import { Signals, Transactions } from '@strongroom/persistence';
import { policyHash, retentionPolicies } from '@strongroom/retention';
import { PlanReportStore } from '../show-plan/plan-report.store.js';
import { RunPlanStore } from './run-plan.store.js';

/** Rung when a plan is to be run. */
export const PLAN_REQUESTED = 'cleanup.plan requested';
/** Rung when a run has finished; the payload is the plan's id. */
export const PLAN_FINISHED = 'cleanup.plan finished';

/** A small plan is done within it, and its caller need not ask again. */
const MOMENT_MS = 1_500;

@Injectable()
export class RunPlan implements CarriesOut<typeof runCleanupPlan> {
  /** Emits the id of each plan whose run has finished, here or in another process. */
  readonly #finished = new EventEmitter();

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Signals) private readonly signals: Signals,
    @Inject(RunPlanStore) private readonly store: RunPlanStore,
    @Inject(PlanReportStore) private readonly reports: PlanReportStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {
    signals.listen(PLAN_FINISHED, (planId) => this.#finished.emit(planId));
  }

  execute({ plan_id }: Input<typeof runCleanupPlan>, { signal }: Pick<CallFacts, 'signal'>): Promise<PlanReport> {
    return this.run(plan_id, AbortSignal.any([signal, AbortSignal.timeout(MOMENT_MS)]));
  }

  /** Requests the run, once however often it is asked for, and waits for its end until `patience` aborts. */
  async run(planId: string, patience: AbortSignal): Promise<PlanReport> {
    const finished = once(this.#finished, planId, { signal: patience }).catch(() => undefined);
    const { state } = await this.transactions.run(() => this.#request(planId));
    if (state === 'running') await finished;
    return this.transactions.run(() => this.reports.read(planId));
  }

  async #request(planId: string): Promise<PlanReport> {
    const report = await this.reports.read(planId);
    if (report.state !== 'made') return report;
    const types: readonly string[] = report.types;
    if (policyHash(retentionPolicies.filter(({ type }) => types.includes(type))) !== report.policy_hash) {
      throw fault('err:cleanup:conflict:policy-changed', {
        message: 'the retention rules have changed since this plan was made; make a new one',
      });
    }
    if (await this.store.request(planId)) {
      await this.audit.record({
        action: 'cleanup.plan.run',
        target: { type: 'cleanup_plan', id: planId },
        outcome: 'succeeded',
        details: { planned: report.totals.planned },
      });
      this.transactions.afterCommit(() => {
        this.signals.ring(PLAN_REQUESTED);
      });
    }
    return { ...report, state: 'running' };
  }
}
