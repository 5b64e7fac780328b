import { describe, expect, it } from '@jest/globals';
import { migrations } from './index.js';

const steps = migrations.map((Migration) => new Migration());

describe('migrations', () => {
  it('have each a number of their own, and stand in the order in which they run', () => {
    const numbers = steps.map(({ name = '' }) => Number(name.slice(-13)));
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
  });

  it('only go forward', async () => {
    for (const step of steps) await expect(step.down({} as never)).rejects.toThrow('restore a backup');
  });
});
