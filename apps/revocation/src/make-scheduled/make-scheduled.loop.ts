import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop } from '@strongroom/persistence';
import { Logger, observeLoop } from '@strongroom/platform';
import { MakeScheduled } from './make-scheduled.js';

/** Its contract says within a second. */
const EVERY_MS = 500;
const DEADLINE_MS = 30_000;

/** `MakeScheduled`, again and again for as long as the process runs. */
@Injectable()
export class MakeScheduledLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #loop: BackgroundLoop;

  constructor(@Inject(MakeScheduled) makeScheduled: MakeScheduled, @Inject(Logger) logger: Logger) {
    this.#loop = new BackgroundLoop({
      name: 'make-scheduled',
      everyMs: EVERY_MS,
      deadlineMs: DEADLINE_MS,
      pass: (signal) => makeScheduled.makeDue(signal),
      observe: observeLoop({ logger }),
    });
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#loop.stop();
  }
}
