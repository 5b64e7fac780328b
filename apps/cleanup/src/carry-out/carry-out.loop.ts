import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop, Signals } from '@strongroom/persistence';
import { Logger, observeLoop } from '@strongroom/platform';
import { PLAN_REQUESTED } from '../run-plan/run-plan.js';
import { CarryOutPlans } from './carry-out-plans.js';

const EVERY_MS = 5_000;
const DEADLINE_MS = 30_000;

/** Looks for requested plans: at once when one is requested here or elsewhere, and by the clock for those that a dead process left. */
@Injectable()
export class CarryOutLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #loop: BackgroundLoop;

  constructor(
    @Inject(CarryOutPlans) private readonly plans: CarryOutPlans,
    @Inject(Signals) private readonly signals: Signals,
    @Inject(Logger) logger: Logger,
  ) {
    this.#loop = new BackgroundLoop({
      name: 'cleanup carry-out',
      everyMs: EVERY_MS,
      deadlineMs: DEADLINE_MS,
      pass: () => plans.next(),
      observe: observeLoop({ logger }),
    });
  }

  onApplicationBootstrap(): void {
    this.signals.listen(PLAN_REQUESTED, () => {
      this.#loop.wake();
    });
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
    await this.plans.release();
  }
}
