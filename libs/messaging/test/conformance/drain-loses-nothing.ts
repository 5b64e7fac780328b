import { Redis } from 'ioredis';
import { both, outcome, type Property } from './property.ts';
import { type ReplicaScript } from './subject.ts';
import { ending } from './waiting.ts';

const PATTERN = 'orders.order.place.v1';
const RUNS = 'runs';
const AT_ONCE = 32;
const ROUNDS = 3;
const CALLS_A_ROUND = 200;

/** Remembers each run where it outlives the process. */
export const handlersIn: ReplicaScript['handlersIn'] = ({ storeUrl }) => {
  const store = new Redis(storeUrl);
  return {
    calls: {
      [PATTERN]: async (body) => {
        await store.rpush(RUNS, String(body));
        return body;
      },
    },
  };
};

export const drainLosesNothing: Property = {
  name: 'drain-loses-nothing',
  guarantee: 'SIGTERM under load: no call lost, none doubled, the process ends by itself',
  asked: both,
  async judge(subject) {
    const client = await subject.client('caller');
    const store = new Redis(subject.redis.url);
    let next = 0;
    let answered = 0;
    const lost: string[] = [];
    const callMany = async (last: number): Promise<void> => {
      while (next < last) {
        const body = String((next += 1));
        const end = await ending(client.call(PATTERN, body), subject.patienceMs);
        if (end.kind === 'answer') answered += 1;
        else lost.push(end.why);
      }
    };
    const ends: string[] = [];
    let serving = await subject.spawn('orders', './drain-loses-nothing.ts');
    for (let round = 1; round <= ROUNDS; round += 1) {
      const successor = await subject.spawn('orders', './drain-loses-nothing.ts');
      const last = round * CALLS_A_ROUND;
      const load = Array.from({ length: AT_ONCE }, () => callMany(last));
      const leaving = serving.signal('SIGTERM');
      await Promise.all([...load, leaving]);
      ends.push(serving.ended ?? 'still runs');
      serving = successor;
    }
    const runs = await store.lrange(RUNS, 0, -1);
    store.disconnect();
    await serving.signal('SIGTERM');
    const calls = ROUNDS * CALLS_A_ROUND;
    const doubled = runs.length - new Set(runs).size;
    return outcome(`${ROUNDS} times SIGTERM, ${calls} calls, ${answered} answered, 0 lost, 0 doubled`, {
      [`${lost.length} of ${calls} lost (${lost[0] ?? ''})`]: lost.length === 0,
      [`${doubled} doubled`]: doubled === 0,
      [`ended: ${ends.join(', ')}`]: ends.every((end) => end === 'SIGTERM'),
    });
  },
};
