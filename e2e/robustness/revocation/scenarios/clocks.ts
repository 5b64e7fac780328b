import { setTimeout as pause } from 'node:timers/promises';
import { type Scenario } from '../../scenario.ts';
import { Bed } from '../bed.ts';
import { type Ground } from '../ground.ts';
import { underLoad } from '../load.ts';

const STEP_MS = 1_500;

/** SIGUSR2 moves a clock on: 10 minutes forth, 10 back, right again (shifted-clock.ts). */
export function clocksMoved(ground: Ground): Scenario {
  return {
    name: 'clocks-moved',
    title: 'the clock of a guard, then of each service, goes 10 min forth and 10 min back',
    run: () =>
      Bed.lend(ground, (bed) =>
        underLoad(bed, async () => {
          const guards = [...bed.guards.values()].slice(0, 1);
          for (const one of [...guards, ...bed.services]) {
            for (let step = 0; step < 3; step += 1) {
              bed.fault('clock moved');
              one.signal('SIGUSR2');
              await pause(STEP_MS);
            }
          }
        }),
      ),
  };
}
