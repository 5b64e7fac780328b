import { both, outcome, type Property } from './property.ts';
import { type Handler } from './subject.ts';
import { ending, inAWord, until } from './waiting.ts';

const PATTERN = 'orders.order.linger.v1';

export const cancelAborts: Property = {
  name: 'cancel-aborts',
  guarantee: "a caller that goes away aborts its handler's signal, on whichever replica runs it, and no other",
  asked: both,
  async judge(subject) {
    const begun: unknown[] = [];
    const aborted: unknown[] = [];
    const linger: Handler = (body, { signal }) => {
      begun.push(body);
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          aborted.push(body);
          reject(new Error('nobody waits'));
        });
      });
    };
    for (const _replica of ['a', 'b'])
      await subject.serve('orders', { calls: { [PATTERN]: linger } }, { drainMs: 100 });
    const client = await subject.client('caller');
    const callers = Array.from({ length: 6 }, () => new AbortController());
    const calls = callers.map(({ signal }, body) => ending(client.call(PATTERN, body, { signal }), subject.patienceMs));
    await until(() => new Set(begun).size === callers.length, subject.patienceMs);
    const going = [1, 4];
    for (const body of going) callers[body]?.abort();
    const ends = await Promise.all(calls.filter((_, body) => going.includes(body)));
    const heard = await until(() => aborted.length >= going.length, subject.patienceMs);
    const right = [...aborted].sort().join() === going.join();
    for (const caller of callers) caller.abort();
    await Promise.all(calls);
    return outcome(`2 of 6 callers left, their 2 handlers were told: ${ends.map(inAWord).join(', ')}`, {
      'no handler is ever told': heard || aborted.length > 0,
      [`aborted: ${aborted.join(', ')} instead of ${going.join(', ')}`]: right,
    });
  },
};
