import { type Result, type Scenario } from '../../scenario.ts';
import { Bed, type Ground } from '../bed.ts';
import { type Outcomes, type OverloadWish } from '../wishes.ts';

/** Each call waits 40 ms, and 8 may wait at once: the service is full long before the machine is. */
const WORK_MS = 40;
const CONCURRENCY = 8;
const IN_FLIGHT = 32;
const TIMES = 5;
const URGENT_PER_SECOND = 50;
const DEADLINE_MS = 2_000;
const P99_MS = 250;
const GOODPUT = 0.8;

interface Offered {
  readonly normal: Outcomes;
  readonly urgent: Outcomes;
}

export function overload(ground: Ground): Scenario {
  return {
    name: 'overload',
    title: `a service is offered ${TIMES} times what it can do, with ${URGENT_PER_SECOND} urgent calls a second among it`,
    run: () =>
      Bed.lend(ground, async (bed) => {
        await bed.service({ workMs: WORK_MS, limits: { concurrency: CONCURRENCY } });
        const load = await bed.start('overload', {});
        const ask = (wish: OverloadWish): Promise<unknown> => load.asks(wish);
        const seconds = bed.seconds / 2;
        // What the code is slow at because it has not run yet is not what is measured.
        await ask({ type: 'saturate', seconds: 1, inFlight: IN_FLIGHT });
        const saturated = (await ask({ type: 'saturate', seconds, inFlight: IN_FLIGHT })) as Outcomes;
        const perSecond = saturated.okPerSecond * TIMES;
        const offered = (await ask({
          type: 'offer',
          ...{ seconds, perSecond, urgentPerSecond: URGENT_PER_SECOND, deadlineMs: DEADLINE_MS },
        })) as Offered;
        return resultOf(saturated, offered);
      }),
  };
}

function resultOf(saturated: Outcomes, { normal, urgent }: Offered): Result {
  const share = normal.okPerSecond / saturated.okPerSecond;
  const p99Ms = percentile(urgent, 0.99);
  const lost = saturated.lost + normal.lost + urgent.lost;
  const { OK: ok = 0, ...refused } = normal.byStatus;
  const urgentOk = urgent.byStatus['OK'] ?? 0;
  return {
    sound: lost === 0,
    row: {
      calls: normal.calls + urgent.calls,
      ok: ok + urgentOk,
      refused: Object.entries(refused)
        .map(([status, count]) => `${count} ${status}`)
        .join(', '),
      lost,
      'longest answer ms': Math.round(Math.max(percentile(normal, 1), percentile(urgent, 1))),
    },
    targets: [
      {
        what: 'urgent calls, p99',
        target: `< ${P99_MS} ms`,
        seen: `${p99Ms.toFixed(0)} ms (p50 ${percentile(urgent, 0.5).toFixed(0)} ms, ${urgentOk} of ${urgent.calls} OK)`,
        met: p99Ms < P99_MS && urgentOk === urgent.calls,
      },
      {
        what: 'goodput as a share of the rate at saturation',
        target: `>= ${GOODPUT}`,
        seen: share.toFixed(2),
        met: share >= GOODPUT,
      },
    ],
    notes: [
      `at saturation ${saturated.okPerSecond.toFixed(0)} a second; offered ${(saturated.okPerSecond * TIMES).toFixed(0)}`,
    ],
  };
}

function percentile({ durationsMs }: Outcomes, share: number): number {
  return durationsMs[Math.min(durationsMs.length - 1, Math.floor(durationsMs.length * share))] ?? 0;
}
