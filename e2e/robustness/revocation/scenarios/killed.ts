import { setTimeout as pause } from 'node:timers/promises';
import { type Scenario } from '../../scenario.ts';
import { Bed } from '../bed.ts';
import { type Ground } from '../ground.ts';
import { underLoad } from '../load.ts';

const BETWEEN_MS = 1_500;
const AWAY_MS = 500;

/** One of the two services seals, and nobody knows which: each is killed once. */
export function partsKilled(ground: Ground): Scenario {
  return {
    name: 'parts-killed',
    title: 'each revocation service, a guard, Redis and Postgres are killed (-9) and started again, one after another',
    run: () =>
      Bed.lend(ground, (bed) =>
        underLoad(bed, async () => {
          for (const service of bed.services) {
            await pause(BETWEEN_MS);
            bed.fault('service killed');
            await service.kill();
            await pause(AWAY_MS);
            service.spawn();
          }
          await pause(BETWEEN_MS);
          bed.fault('guard killed');
          await bed.killGuard('more');
          await bed.guard('more', bed.redis.url);
          await pause(BETWEEN_MS);
          bed.fault('Redis killed');
          await bed.redis.kill();
          await pause(AWAY_MS);
          await bed.redis.start();
          await pause(BETWEEN_MS);
          bed.fault('Postgres killed');
          await bed.postgres.kill();
          await pause(AWAY_MS);
          await bed.postgres.start();
          await pause(2 * BETWEEN_MS);
        }),
      ),
  };
}
