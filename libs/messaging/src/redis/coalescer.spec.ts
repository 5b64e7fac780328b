import { describe, expect, it } from '@jest/globals';
import { Coalescer } from './coalescer.js';

const turn = (): Promise<void> => new Promise(setImmediate);

describe('a coalescer', () => {
  it('hands over in one go what one turn of the event loop adds, across its microtasks', async () => {
    const batches: (readonly number[])[] = [];
    const coalescer = new Coalescer<number>((items) => batches.push(items));
    coalescer.add(1);
    await Promise.resolve();
    coalescer.add(2);
    await turn();
    coalescer.add(3);
    await turn();
    expect(batches).toEqual([[1, 2], [3]]);
  });

  it('never hands over more than it is allowed to, nor anything twice', async () => {
    const batches: (readonly number[])[] = [];
    const coalescer = new Coalescer<number>((items) => batches.push(items), 2);
    for (const item of [1, 2, 3, 4, 5]) coalescer.add(item);
    await turn();
    expect(batches).toEqual([[1, 2], [3, 4], [5]]);
  });
});
