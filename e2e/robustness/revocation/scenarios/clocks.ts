import { setTimeout as pause } from 'node:timers/promises';
import { type Scenario } from '../../scenario.ts';
import { Bed } from '../bed.ts';
import { type Ground } from '../ground.ts';
import { underLoad } from '../load.ts';

/** Longer than the bound of every policy: the feed takes no request whose time is a minute off. */
const GUARDS_MS = 5_500;
const SERVICE_MS = 1_500;

/** What a clock of ours does, in the order of shifted-clock.ts. */
const steps = ['10 min forth', '10 min back', 'right'] as const;

export function clocksMoved(ground: Ground): Scenario {
  return {
    name: 'clocks-moved',
    title: 'the clocks of two guards, then of each service, go 10 min forth and 10 min back',
    run: () =>
      Bed.lend(ground, (bed) =>
        underLoad(bed, async () => {
          const guards = ['feed', 'both'].flatMap((name) => bed.guards.get(name) ?? []);
          for (const step of steps) {
            bed.fault(`clocks of guards: ${step}`);
            for (const guard of guards) guard.signal('SIGUSR2');
            await pause(step === 'right' ? SERVICE_MS : GUARDS_MS);
          }
          for (const service of bed.services) {
            for (const step of steps) {
              bed.fault(`clock of a service: ${step}`);
              service.signal('SIGUSR2');
              await pause(SERVICE_MS);
            }
          }
        }),
      ),
  };
}
