import { setTimeout as pause } from 'node:timers/promises';
import { type Scenario } from '../../scenario.ts';
import { Bed } from '../bed.ts';
import { type Ground } from '../ground.ts';
import { underLoad } from '../load.ts';

/** What a backup brings back: the log as it was when it was taken. */
interface Backup {
  readonly head: number;
  readonly logHead: Readonly<Record<string, unknown>>;
}

/** Redis and the guards have seen more than the backup holds: by them the service learns that it was restored. */
export function olderBackup(ground: Ground): Scenario {
  return {
    name: 'older-backup',
    title:
      'services are killed, the database is restored from an older backup, services start: a new generation begins',
    run: () =>
      Bed.lend(ground, async (bed) => {
        const before = await bed.issuer.mint({});
        bed.share(before);
        let backup: Backup | undefined;
        await underLoad(bed, async () => {
          await pause(1_500);
          backup = await take(bed);
          await pause(2_000);
        });
        bed.fault('database restored');
        for (const service of bed.services) await service.kill();
        if (backup !== undefined) await restore(bed, backup);
        bed.restored();
        for (const service of bed.services) service.spawn();
        await untilNewGeneration(bed, backup?.head ?? 0);
        bed.useNow(before);
        await bed.guard('newcomer', bed.redis.url);
        await underLoad(bed, () => pause(3_000));
        // Everything of before is dead; to end it once more does no harm, and nothing comes back.
        await bed.issuer.revoke('global', before);
        bed.useNow(before);
        await pause(500);
      }),
  };
}

async function take(bed: Bed): Promise<Backup> {
  const head = await bed.issuer.head();
  const { rows } = await bed.issuer.query(`SELECT generation, n FROM revocation.log_head WHERE log = 'event'`);
  return { head, logHead: rows[0] ?? {} };
}

async function restore(bed: Bed, { head, logHead }: Backup): Promise<void> {
  await bed.issuer.query('DELETE FROM revocation.event WHERE seq IS NULL OR seq > $1', [head]);
  await bed.issuer.query(`UPDATE revocation.log_head SET generation = $1, n = $2 WHERE log = 'event'`, [
    logHead['generation'],
    logHead['n'],
  ]);
}

const NOTICED_WITHIN_MS = 30_000;
const GENERATION = 2 ** 40;

async function untilNewGeneration(bed: Bed, backup: number): Promise<void> {
  const untilMs = Date.now() + NOTICED_WITHIN_MS;
  while (Math.floor((await bed.issuer.head()) / GENERATION) <= Math.floor(backup / GENERATION)) {
    if (Date.now() > untilMs) throw new Error('nobody noticed that the database was restored');
    await pause(50);
  }
}
