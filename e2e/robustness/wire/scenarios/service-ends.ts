import { type Scenario } from '../../scenario.ts';
import { Bed, type Ground } from '../bed.ts';
import { type Child } from '../../child.ts';
import { loadOn } from './load.ts';

const WORK_MS = 20;

export function killService(ground: Ground): Scenario {
  return {
    name: 'service-killed',
    title: 'one of two replicas is killed (-9) with calls and events in flight, and replaced, four times',
    run: () =>
      Bed.lend(ground, async (bed) => {
        const replicas = [await bed.service({ workMs: WORK_MS }), await bed.service({ workMs: WORK_MS })];
        const caller = await bed.caller();
        for (let time = 0; time < 4; time += 1) {
          await bed.pass(0.15);
          bed.fault('a replica killed');
          await replicas.shift()?.end('SIGKILL');
          // From here on the other one serves alone.
          bed.mended('a replica gone');
          replicas.push(await bed.service({ workMs: WORK_MS }));
        }
        await bed.pass(0.4);
        const { verdict: _, ...result } = await bed.judge(caller);
        return result;
      }),
  };
}

export function rollService(ground: Ground): Scenario {
  return {
    name: 'rolling-restarts',
    title: 'replicas are replaced one after the other (SIGTERM) as fast as they can be, under load',
    run: () =>
      Bed.lend(ground, async (bed) => {
        const { replicas, caller } = await loadOn(bed);
        const serving: Child[] = [...replicas];
        const exits: unknown[] = [];
        const untilMs = Date.now() + bed.seconds * 1_000;
        while (Date.now() < untilMs) {
          serving.push(await bed.service());
          exits.push(await serving.shift()?.end('SIGTERM'));
        }
        const { verdict, ...result } = await bed.judge(caller);
        const failed = verdict.calls - verdict.ok;
        const orderly = exits.every((code) => code === 0);
        return {
          ...result,
          sound: result.sound && orderly,
          notes: [...result.notes, `${exits.length} restarts, ${orderly ? 'all ended with 0' : exits.join(', ')}`],
          targets: [{ what: 'failed calls', target: '0', seen: String(failed), met: failed === 0 }],
        };
      }),
  };
}
