import { describe, expect, it } from '@jest/globals';
import { Slots } from './slots.js';

const never = new AbortController().signal;

describe('slots', () => {
  it('make a taker wait until one is free', async () => {
    const slots = new Slots(2);
    slots.take(2);
    const order: string[] = [];
    const waiting = slots.untilFree(never).then(() => order.push('free'));
    await Promise.resolve();
    order.push('released');
    slots.release();
    await waiting;
    expect(order).toEqual(['released', 'free']);
    expect([slots.used, slots.free]).toEqual([1, 1]);
  });

  it('tell when all work has ended, or nobody wants to know any longer', async () => {
    const slots = new Slots(2);
    await slots.untilIdle(never);
    slots.take(2);
    const limit = new AbortController();
    const waiting = slots.untilIdle(limit.signal);
    limit.abort();
    await waiting;
    expect(slots.used).toBe(2);
    const idle = slots.untilIdle(never);
    slots.release(2);
    await idle;
    expect(slots.used).toBe(0);
  });
});
