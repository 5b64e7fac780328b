import { type Suite } from '../scenario.ts';
import { openGround } from './ground.ts';
import { clocksMoved } from './scenarios/clocks.ts';
import { partsFrozen } from './scenarios/frozen.ts';
import { partsKilled } from './scenarios/killed.ts';
import { outOfOrder } from './scenarios/out-of-order.ts';
import { networkCut, redisForgets } from './scenarios/redis-forgets.ts';
import { olderBackup } from './scenarios/restore.ts';
import { sameInstant } from './scenarios/same-instant.ts';

export const revocation: Suite = {
  open: async (run) => {
    const ground = await openGround(run);
    const all = [partsKilled, partsFrozen, redisForgets, networkCut, clocksMoved, outOfOrder, olderBackup, sameInstant];
    return {
      scenarios: all.map((scenario) => scenario(ground)),
      versions: { redis: ground.redis.version },
      close: ground.close,
    };
  },
};
