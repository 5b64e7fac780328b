import { Inject, Injectable } from '@nestjs/common';
import {
  type CallFacts,
  type CarriesOut,
  type cleanExpiredTokens,
  type CleanupTask,
  type Input,
} from '@strongroom/contracts';
import { MakePlan } from '../make-plan/make-plan.js';
import { RunPlan } from '../run-plan/run-plan.js';
import { taskOf } from '../show-task/task-of.js';

@Injectable()
export class CleanExpiredTokens implements CarriesOut<typeof cleanExpiredTokens> {
  constructor(
    @Inject(MakePlan) private readonly makePlan: MakePlan,
    @Inject(RunPlan) private readonly runPlan: RunPlan,
  ) {}

  async execute(input: Input<typeof cleanExpiredTokens>, call: Pick<CallFacts, 'signal'>): Promise<CleanupTask> {
    const { token_types: types, batch_size: rows_max, dry_run } = input;
    const plan = await this.makePlan.execute({ types, rows_max });
    return taskOf(dry_run ? plan : await this.runPlan.execute(plan, call));
  }
}
