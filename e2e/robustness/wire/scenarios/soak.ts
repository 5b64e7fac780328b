import { type Scenario } from '../../scenario.ts';
import { Bed, type Ground } from '../bed.ts';
import { type Child } from '../../child.ts';
import { readHistory } from '../../history-file.ts';
import { type Entry } from '../history.ts';
import { type Held } from '../memory.ts';
import { type ServiceState, type SoakWish } from '../wishes.ts';

/** Until the code is compiled and the buffers have their size. */
const WARM_UP_SHARE = 0.2;
/** Growth of the heap from warm-up to end that still counts as flat. */
const HEAP_GROWTH_MAX = 1.1;
const RSS_GROWTH_MAX = 1.25;

interface Answered {
  readonly ok: number;
  readonly wrong: number;
  /** By status; `none` for what is no canonical answer. */
  readonly failed: Readonly<Record<string, number>>;
}

export function soak(ground: Ground): Scenario {
  const { calls } = ground.run;
  const warmUp = Math.ceil(calls * WARM_UP_SHARE);
  return {
    name: 'soak',
    title: `${calls} calls, of which the first ${warmUp} warm up, and what the processes hold after each part`,
    run: () =>
      Bed.lend(ground, async (bed) => {
        const service = await bed.service();
        const caller = await bed.start('soak', {});
        const ask = async (wish: SoakWish): Promise<unknown> => caller.asks(wish);
        const measure = async (): Promise<Readonly<Record<string, Held>>> => ({
          service: ((await service.asks({})) as ServiceState).held,
          caller: (await ask({ calls: 0 })) as Held,
        });
        const first = (await ask({ calls: warmUp })) as Answered;
        const before = await measure();
        const second = (await ask({ calls: calls - warmUp })) as Answered;
        const after = await measure();
        await endAll([service]);
        const unhandled = (readHistory(bed.terms.folder) as readonly Entry[]).filter(
          ({ type }) => type === 'unhandled',
        );
        const wrong = first.wrong + second.wrong;
        const ok = first.ok + second.ok;
        const refused = [first, second].flatMap((part) => Object.entries(part.failed));
        const lost = refused.filter(([status]) => status === 'none').reduce((sum, [, count]) => sum + count, 0);
        return {
          sound: wrong === 0 && unhandled.length === 0 && lost === 0,
          row: {
            ...{ calls, ok, lost, unhandled: unhandled.length },
            refused: refused.map(([status, count]) => `${count} ${status}`).join(', ') || 0,
          },
          targets: Object.keys(before).flatMap((name) => growth(name, before[name], after[name])),
          notes: [],
        };
      }),
  };
}

async function endAll(children: readonly Child[]): Promise<void> {
  await Promise.all(children.map((child) => child.end('SIGTERM')));
}

function growth(name: string, before?: Held, after?: Held): Awaited<ReturnType<Scenario['run']>>['targets'] {
  if (before === undefined || after === undefined) return [];
  const ratio = (what: string, from: number, to: number, most: number) => ({
    what: `${name}: ${what} at the end over that after warm-up`,
    target: `<= ${most}`,
    seen: `${(to / from).toFixed(2)} (${(from / 2 ** 20).toFixed(1)} -> ${(to / 2 ** 20).toFixed(1)} MiB)`,
    met: to / from <= most,
  });
  const same = (what: string, from: number, to: number) => ({
    what: `${name}: ${what}`,
    target: `<= ${from}`,
    seen: String(to),
    met: to <= from,
  });
  return [
    ratio('heap', before.heapBytes, after.heapBytes, HEAP_GROWTH_MAX),
    ratio('memory (RSS)', before.rssBytes, after.rssBytes, RSS_GROWTH_MAX),
    same('listeners of the process', before.listeners, after.listeners),
    same('timers, sockets and other resources', before.resources, after.resources),
  ];
}
