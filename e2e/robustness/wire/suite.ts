import { join } from 'node:path';
import { obtainPostgres } from '@strongroom/provisioning';
import { type Suite } from '../scenario.ts';
import { type Ground } from './bed.ts';
import { cutNetwork } from './scenarios/network-cut.ts';
import { freezeRedis, killRedis } from './scenarios/redis-away.ts';
import { redisProgram } from '../own-redis.ts';
import { killService, rollService } from './scenarios/service-ends.ts';
import { hostileMessages } from './scenarios/hostile-messages.ts';
import { overload } from './scenarios/overload.ts';
import { soak } from './scenarios/soak.ts';

const root = join(import.meta.dirname, '..', '..', '..');

export const wire: Suite = {
  open: async (run) => {
    const redis = await redisProgram(root, run.say);
    const postgres = await obtainPostgres({ root, data: 'scratch', say: run.say });
    const ground: Ground = { run, postgres: postgres.url, redis };
    return {
      scenarios: [
        killRedis(ground),
        freezeRedis(ground),
        killService(ground),
        rollService(ground),
        cutNetwork(ground, 'reset'),
        cutNetwork(ground, 'swallow'),
        hostileMessages(ground),
        overload(ground),
        soak(ground),
      ],
      versions: { redis: redis.version },
      close: () => postgres.stop(),
    };
  },
};
