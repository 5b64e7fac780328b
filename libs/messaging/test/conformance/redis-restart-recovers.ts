import { randomUUID } from 'node:crypto';
import { both, outcome, type Property } from './property.ts';
import { type Event } from './subject.ts';
import { ending, inAWord, until } from './waiting.ts';

const [HOLD, PLACE, HAPPENED] = ['orders.order.hold.v1', 'orders.order.place.v1', 'caller.thing.happened.v1'];
const EVENTS = 20;

export const redisRestartRecovers: Property = {
  name: 'redis-restart-recovers',
  guarantee: 'Redis killed and started again empty: calls in flight end, service resumes, the outbox loses no event',
  asked: both,
  async judge(subject) {
    const rejections = watchRejections();
    const handled = new Set<unknown>();
    let holding = 0;
    const hold = (): Promise<never> => {
      holding += 1;
      return new Promise(() => undefined);
    };
    await subject.serve(
      'orders',
      { calls: { [HOLD]: hold, [PLACE]: () => 'placed' }, events: { [HAPPENED]: (body) => handled.add(body) } },
      { drainMs: 100 },
    );
    const client = await subject.client('caller');
    const flying = ending(client.call(HOLD, {}), subject.patienceMs);
    await until(() => holding === 1, subject.patienceMs);
    await subject.redis.kill();
    const cut = await flying;
    const events = Array.from({ length: EVENTS }, (_, body): Event => ({ pattern: HAPPENED, id: randomUUID(), body }));
    const outbox = relay(() => subject.publish('caller', 'orders', events), subject.patienceMs);
    await subject.redis.start();
    const startedMs = performance.now();
    const resumed = await until(async () => {
      const end = await ending(client.call(PLACE, {}, { deadlineMs: 500 }), 1_000);
      return end.kind === 'answer';
    }, subject.patienceMs);
    const resumedMs = Math.round(performance.now() - startedMs);
    await outbox;
    await until(() => handled.size === EVENTS, subject.patienceMs);
    return outcome(
      `in flight: ${inAWord(cut)}; service after ${resumedMs} ms; ${handled.size} of ${EVENTS} events handled`,
      {
        [`in flight: ${inAWord(cut)}`]: cut.kind === 'error',
        'service never resumed': resumed,
        [`${EVENTS - handled.size} of ${EVENTS} events lost`]: handled.size === EVENTS,
        [`${rejections.stop()} unhandled rejections`]: rejections.stop() === 0,
      },
    );
  },
};

/** Sends again until it is taken: what an outbox does. */
async function relay(publish: () => Promise<void>, patienceMs: number): Promise<void> {
  await until(
    () =>
      publish().then(
        () => true,
        () => false,
      ),
    patienceMs,
  );
}

function watchRejections(): { stop(): number } {
  let count = 0;
  const onRejection = (): void => {
    count += 1;
  };
  process.on('unhandledRejection', onRejection);
  return {
    stop: () => {
      process.off('unhandledRejection', onRejection);
      return count;
    },
  };
}
