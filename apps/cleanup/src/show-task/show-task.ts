import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type CleanupTask, type Input, type showCleanupTask } from '@strongroom/contracts';
import { ShowPlan } from '../show-plan/show-plan.js';
import { taskOf } from './task-of.js';

@Injectable()
export class ShowTask implements CarriesOut<typeof showCleanupTask> {
  constructor(@Inject(ShowPlan) private readonly showPlan: ShowPlan) {}

  async execute({ task_id }: Input<typeof showCleanupTask>): Promise<CleanupTask> {
    return taskOf(await this.showPlan.execute({ plan_id: task_id }));
  }
}
