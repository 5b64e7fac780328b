import { Inject, Injectable } from '@nestjs/common';
import { PLATFORM } from '@strongroom/retention';
import { runInContext, serviceContext } from '@strongroom/security-context';
import { MakePlan } from '../make-plan/make-plan.js';
import { RunPlan } from '../run-plan/run-plan.js';

const ROWS_MAX = 100_000;
/** How long one plan may take before it is left to itself: it goes on, and the next hour goes on behind it. */
const PLAN_MS_MAX = 10 * 60_000;

/** Plans and deletes everything that is due, for all tenants, until nothing more is. */
@Injectable()
export class HourlyCleanup {
  constructor(
    @Inject(MakePlan) private readonly makePlan: MakePlan,
    @Inject(RunPlan) private readonly runPlan: RunPlan,
  ) {}

  /** @param signal ends the waiting; a plan that was begun goes on by itself */
  async execute(signal: AbortSignal): Promise<void> {
    await runInContext(serviceContext('cleanup', PLATFORM), async () => {
      let more = true;
      while (more && !signal.aborted) {
        const plan = await this.makePlan.forAllTenants({ rows_max: ROWS_MAX });
        const patience = AbortSignal.any([signal, AbortSignal.timeout(PLAN_MS_MAX)]);
        const report = await this.runPlan.run(plan.plan_id, patience);
        more = report.capped && report.state === 'finished';
      }
    });
  }
}
