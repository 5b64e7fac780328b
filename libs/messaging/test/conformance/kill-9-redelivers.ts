import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { both, outcome, type Property } from './property.ts';
import { type Event, type ReplicaScript } from './subject.ts';
import { until } from './waiting.ts';

const HAPPENED = 'caller.thing.happened.v1';
const EVENTS = 40;

/** The inbox row and the effect in one transaction. ARGV: event. Answers 1 if this was the first time. */
const EFFECT = `
if redis.call('SADD', 'inbox', ARGV[1]) == 0 then return 0 end
redis.call('HINCRBY', 'effects', ARGV[1], 1)
return 1
`;

/**
 * The first process never finishes: with even events it stops before their effect, with odd ones after it, so it dies
 * with both kinds in its hands.
 */
export const handlersIn: ReplicaScript['handlersIn'] = ({ tell, storeUrl }) => {
  const store = new Redis(storeUrl);
  return {
    events: {
      [HAPPENED]: async (body) => {
        const doomed = (await store.set('doomed', process.pid, 'NX')) === 'OK' || (await isDoomed(store));
        if (!doomed || Number(body) % 2 === 1) await store.eval(EFFECT, 0, String(body));
        tell(doomed ? 'stuck' : 'done');
        if (doomed) await new Promise(() => undefined);
      },
    },
  };
};

async function isDoomed(store: Redis): Promise<boolean> {
  return (await store.get('doomed')) === String(process.pid);
}

export const kill9Redelivers: Property = {
  name: 'kill-9-redelivers',
  guarantee: 'what a consumer held when it was killed goes to another, and with an inbox has its effect exactly once',
  asked: both,
  async judge(subject) {
    const limits = { eventClaimAfterMs: 1_000, eventRetryFirstMs: 100 };
    const doomed = await subject.spawn('orders', './kill-9-redelivers.ts', limits);
    const events = Array.from({ length: EVENTS }, (_, body): Event => ({ pattern: HAPPENED, id: randomUUID(), body }));
    await subject.publish('caller', 'orders', events);
    await until(() => doomed.told.length === EVENTS, subject.patienceMs);
    const heir = await subject.spawn('orders', './kill-9-redelivers.ts', limits);
    await doomed.signal('SIGKILL');
    const store = new Redis(subject.redis.url);
    const all = await until(async () => (await store.hlen('effects')) === EVENTS, subject.patienceMs);
    // Until the heir has settled the last one, it may yet do it a second time.
    await until(() => heir.told.length >= EVENTS, subject.patienceMs);
    const effects = Object.values(await store.hgetall('effects')).map(Number);
    store.disconnect();
    const doubled = effects.filter((times) => times > 1).length;
    return outcome(
      `killed with ${doomed.told.length} events in hand; ${heir.told.length} handled by its heir, each effect once`,
      {
        [`${EVENTS - effects.length} of ${EVENTS} events lost with the process`]: all,
        [`${doubled} effects doubled`]: doubled === 0,
        [`killed with ${doomed.told.length} of ${EVENTS} in hand`]: doomed.told.length === EVENTS,
      },
    );
  },
};
