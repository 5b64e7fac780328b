import { setTimeout as pause } from 'node:timers/promises';
import { type Scenario } from '../../scenario.ts';
import { Bed, type Ground } from '../bed.ts';
import { loadOn, withinTwoSeconds } from './load.ts';

const FROZEN_MS = 10_000;

export function killRedis(ground: Ground): Scenario {
  return {
    name: 'redis-killed',
    title: 'Redis is killed (-9) and started again, empty, three times under load',
    run: () =>
      Bed.lend(ground, async (bed) => {
        const { caller } = await loadOn(bed);
        for (let time = 0; time < 3; time += 1) {
          await bed.pass(0.2);
          bed.fault('Redis killed');
          await bed.redis.kill();
          await pause(500);
          await bed.redis.start();
          bed.mended('Redis started');
        }
        await bed.pass(0.4);
        return withinTwoSeconds(await bed.judge(caller));
      }),
  };
}

export function freezeRedis(ground: Ground): Scenario {
  return {
    name: 'redis-frozen',
    title: 'Redis is stopped (SIGSTOP) for 10 s and goes on (SIGCONT)',
    run: () =>
      Bed.lend(ground, async (bed) => {
        const { caller } = await loadOn(bed);
        await bed.pass(0.3);
        bed.fault('Redis stopped');
        bed.redis.freeze();
        await pause(FROZEN_MS);
        bed.redis.thaw();
        bed.mended('Redis goes on');
        await bed.pass(0.7);
        return withinTwoSeconds(await bed.judge(caller));
      }),
  };
}
