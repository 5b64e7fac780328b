import { type Suite } from '../scenario.ts';
import { openGround } from './ground.ts';
import { clocksMoved } from './scenarios/clocks.ts';
import { emergencyStop } from './scenarios/emergency-stop.ts';
import { partsFrozen } from './scenarios/frozen.ts';
import { partsKilled } from './scenarios/killed.ts';
import { outOfOrder } from './scenarios/out-of-order.ts';
import { networkCut, redisForgets } from './scenarios/redis-forgets.ts';
import { olderBackup } from './scenarios/restore.ts';
import { sameInstant } from './scenarios/same-instant.ts';

export const revocation: Suite = {
  total: (findings) => {
    const sum = (column: string): number => findings.reduce((all, { row }) => all + Number(row[column] ?? 0), 0);
    return [
      '',
      `revoked -> active: ${sum('false active') + sum('came back')} of ${sum('of revoked')}`,
      `active -> refused without cause: ${sum('refused')} of ${sum('of live')}`,
    ];
  },
  open: async (run) => {
    const ground = await openGround(run);
    const broken = [partsKilled, partsFrozen, redisForgets, networkCut, clocksMoved, outOfOrder, olderBackup];
    const all = [...broken, emergencyStop, sameInstant];
    return {
      scenarios: all.map((scenario) => scenario(ground)),
      versions: { redis: ground.redis.version },
      close: ground.close,
    };
  },
};
