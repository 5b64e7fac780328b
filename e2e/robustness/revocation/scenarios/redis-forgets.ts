import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Network } from '../../network.ts';
import { type Scenario } from '../../scenario.ts';
import { Bed, urlOf } from '../bed.ts';
import { type Ground } from '../ground.ts';
import { underLoad } from '../load.ts';

/** Longer than the bound of every policy. */
const CUT_MS = 6_000;

export function redisForgets(ground: Ground): Scenario {
  return {
    name: 'redis-forgets',
    title: 'FLUSHALL, then every stream is trimmed to nothing, three times each',
    run: () =>
      Bed.lend(ground, (bed) =>
        underLoad(bed, async () => {
          const redis = new Redis(bed.redis.url);
          for (let time = 0; time < 3; time += 1) {
            await pause(700);
            bed.fault('FLUSHALL');
            await redis.flushall();
            await pause(700);
            bed.fault('streams trimmed');
            for (const key of await redis.keys('*'))
              if ((await redis.type(key)) === 'stream') await redis.xtrim(key, 'MAXLEN', 0);
          }
          await pause(1_000);
          redis.disconnect();
        }),
      ),
  };
}

export function networkCut(ground: Ground): Scenario {
  return {
    name: 'network-cut',
    title:
      'a guard is cut off from the feed, another from feed and Redis, by resets and by a black hole, past every bound',
    run: () =>
      Bed.lend(ground, async (bed) => {
        const [feedPort = 0] = bed.feedPorts;
        const [feed, redis] = await Promise.all([Network.to(feedPort), Network.to(bed.redis.port)]);
        await bed.guard('cut-feed', undefined, [urlOf(feed.port)]);
        await bed.guard('cut-both', redis.url, [urlOf(feed.port)]);
        await underLoad(bed, async () => {
          for (const how of ['reset', 'swallow'] as const) {
            await pause(700);
            bed.fault(`network cut: ${how}`);
            for (const network of [feed, redis]) network[how]();
            await pause(CUT_MS);
            for (const network of [feed, redis]) network.mend();
          }
          await pause(2_500);
        });
        for (const network of [feed, redis]) network.close();
      }),
  };
}
