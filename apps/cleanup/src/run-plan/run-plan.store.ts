import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';

@Injectable()
export class RunPlanStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Whether this was the request that set the plan running. */
  async request(planId: string): Promise<boolean> {
    const set = await this.db.execute(
      `UPDATE cleanup.plan SET state = 'running', run_requested_at = now() WHERE plan_id = $1 AND state = 'made'`,
      [planId],
    );
    return set === 1;
  }
}
