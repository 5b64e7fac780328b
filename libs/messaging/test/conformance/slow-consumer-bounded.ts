import { randomUUID } from 'node:crypto';
import { both, outcome, type Property } from './property.ts';
import { ending, inAWord, tally, until } from './waiting.ts';

const [HOLD, STOP, HAPPENED] = ['orders.order.hold.v1', 'orders.order.stop.v1', 'caller.thing.happened.v1'];
const CALLS = 1_000;
const WAITING_MAX = 100;
const CONCURRENCY = 8;

export const slowConsumerBounded: Property = {
  name: 'slow-consumer-bounded',
  guarantee: 'what a slow service has not taken is bounded; the sender is told so at once, and urgent calls still pass',
  asked: both,
  async judge(subject) {
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    let underWay = 0;
    let most = 0;
    const hold = async (): Promise<void> => {
      underWay += 1;
      most = Math.max(most, underWay);
      await released;
      underWay -= 1;
    };
    const limits = { concurrency: CONCURRENCY };
    await subject.serve('orders', { calls: { [HOLD]: hold, [STOP]: () => 'stopped' } }, limits);
    const client = await subject.client('caller', { queueLengthMax: WAITING_MAX });
    await ending(client.call(STOP, {}), subject.patienceMs);
    const shed: string[] = [];
    const calls = Array.from({ length: CALLS }, async () => {
      const end = await ending(client.call(HOLD, {}), 2 * subject.patienceMs);
      if (end.kind === 'error') shed.push(end.why);
      return end;
    });
    const taken = CONCURRENCY + WAITING_MAX;
    await until(() => shed.length >= CALLS - taken, subject.patienceMs);
    const urgent = await ending(client.call(STOP, {}, { urgent: true }), subject.patienceMs);
    release(undefined);
    const answered = (await Promise.all(calls)).filter(({ kind }) => kind === 'answer').length;
    const refused = await eventsRefused(subject);
    const words = JSON.stringify(tally(shed));
    return outcome(
      `of ${CALLS} calls ${answered} taken, at most ${most} at once; the rest ${words}; events: ${refused}`,
      {
        [`${most} at once in the service`]: most <= CONCURRENCY,
        [`${answered} of ${CALLS} were left waiting`]: answered <= taken,
        [`the sender was told ${words}`]: shed.every((why) => why === 'RESOURCE_EXHAUSTED'),
        [`an urgent call: ${inAWord(urgent)}`]: urgent.kind === 'answer',
        [`events beyond the limit: ${refused}`]: refused === 'RESOURCE_EXHAUSTED',
      },
    );
  },
};

/** Nobody consumes them. */
async function eventsRefused(subject: Parameters<Property['judge']>[0]): Promise<string> {
  const some = (): { pattern: string; id: string; body: string }[] =>
    Array.from({ length: WAITING_MAX }, () => ({ pattern: HAPPENED, id: randomUUID(), body: 'x' }));
  await subject.publish('caller', 'stock', some(), WAITING_MAX);
  return inAWord(await ending(subject.publish('caller', 'stock', some(), WAITING_MAX), subject.patienceMs));
}
