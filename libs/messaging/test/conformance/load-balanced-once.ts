import { both, outcome, type Property } from './property.ts';
import { ending, tally } from './waiting.ts';

const CALLS = 300;
const REPLICAS = ['a', 'b', 'c'];
const PATTERN = 'orders.order.place.v1';

export const loadBalancedOnce: Property = {
  name: 'load-balanced-once',
  guarantee: 'N replicas and M requests make exactly M runs',
  asked: both,
  async judge(subject) {
    const runs: { readonly replica: string; readonly body: unknown }[] = [];
    for (const replica of REPLICAS) {
      const place = async (body: unknown): Promise<unknown> => {
        runs.push({ replica, body });
        await new Promise(setImmediate);
        return body;
      };
      await subject.serve('orders', { calls: { [PATTERN]: place } }, { concurrency: 8 });
    }
    const client = await subject.client('caller');
    const bodies = Array.from({ length: CALLS }, (_, index) => index);
    const ends = await Promise.all(bodies.map((body) => ending(client.call(PATTERN, body), subject.patienceMs)));
    const right = ends.filter((end, index) => end.kind === 'answer' && end.value === index).length;
    const shares = Object.values(tally(runs.map(({ replica }) => replica)));
    const distinct = new Set(runs.map(({ body }) => body)).size;
    return outcome(`${CALLS} requests, ${runs.length} runs, by replica ${shares.join(' + ')}`, {
      [`${runs.length} runs of ${CALLS} requests`]: runs.length === CALLS && distinct === CALLS,
      [`${right} of ${CALLS} answered rightly`]: right === CALLS,
      [`only ${shares.length} of ${REPLICAS.length} replicas had work`]: shares.length === REPLICAS.length,
    });
  },
};
