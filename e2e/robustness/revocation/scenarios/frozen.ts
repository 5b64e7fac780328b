import { setTimeout as pause } from 'node:timers/promises';
import { type Scenario } from '../../scenario.ts';
import { Bed } from '../bed.ts';
import { type Ground } from '../ground.ts';
import { underLoad } from '../load.ts';

/** Longer than the 2 s for which a sealer holds its lease: the other replica seals when this one wakes up. */
const SEALER_MS = 3_500;
/** Longer than the bound of every policy. */
const GUARD_MS = 6_000;

export function partsFrozen(ground: Ground): Scenario {
  return {
    name: 'parts-frozen',
    title:
      'each service is stopped (SIGSTOP) past its lease and wakes up beside its successor, two guards past every bound',
    run: () =>
      Bed.lend(ground, (bed) =>
        underLoad(bed, async () => {
          const frozen = ['feed', 'both'].flatMap((name) => bed.guards.get(name) ?? []);
          await pause(500);
          bed.fault('guards stopped');
          for (const guard of frozen) guard.signal('SIGSTOP');
          await pause(GUARD_MS);
          for (const guard of frozen) guard.signal('SIGCONT');
          for (const service of bed.services) {
            await pause(500);
            bed.fault('service stopped');
            service.freeze();
            await pause(SEALER_MS);
            service.thaw();
          }
          await pause(1_500);
        }),
      ),
  };
}
