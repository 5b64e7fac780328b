import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type PlanReport, type showCleanupPlan } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { PlanReportStore } from './plan-report.store.js';

@Injectable()
export class ShowPlan implements CarriesOut<typeof showCleanupPlan> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PlanReportStore) private readonly reports: PlanReportStore,
  ) {}

  execute({ plan_id }: Input<typeof showCleanupPlan>): Promise<PlanReport> {
    return this.transactions.run(() => this.reports.read(plan_id));
  }
}
