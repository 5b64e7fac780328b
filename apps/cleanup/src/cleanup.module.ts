import { Module } from '@nestjs/common';
import {
  cleanExpiredTokens,
  makeCleanupPlan,
  runCleanupPlan,
  showCleanupPlan,
  showCleanupTask,
} from '@strongroom/contracts';
import { handle } from '@strongroom/platform';
import { CarryOutLoop } from './carry-out/carry-out.loop.js';
import { CarryOutPlans } from './carry-out/carry-out-plans.js';
import { CarryOutStore } from './carry-out/carry-out.store.js';
import { CleanExpiredTokens } from './clean-expired-tokens/clean-expired-tokens.js';
import { HourlyCleanup } from './hourly/hourly-cleanup.js';
import { Schedule } from './hourly/schedule.js';
import { MakePlan } from './make-plan/make-plan.js';
import { MakePlanStore } from './make-plan/make-plan.store.js';
import { RunPlan } from './run-plan/run-plan.js';
import { RunPlanStore } from './run-plan/run-plan.store.js';
import { PlanReportStore } from './show-plan/plan-report.store.js';
import { ShowPlan } from './show-plan/show-plan.js';
import { ShowTask } from './show-task/show-task.js';

@Module({
  controllers: [
    handle(makeCleanupPlan, MakePlan),
    handle(runCleanupPlan, RunPlan),
    handle(showCleanupPlan, ShowPlan),
    handle(cleanExpiredTokens, CleanExpiredTokens),
    handle(showCleanupTask, ShowTask),
  ],
  providers: [
    ...[MakePlan, MakePlanStore, ShowPlan, PlanReportStore, RunPlan, RunPlanStore],
    ...[CleanExpiredTokens, ShowTask],
    ...[CarryOutPlans, CarryOutStore, CarryOutLoop],
    ...[HourlyCleanup, Schedule],
  ],
})
export class CleanupModule {}
