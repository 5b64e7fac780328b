import { describe, expect, it } from '@jest/globals';
import { runSuite } from './run-suite.ts';
import { type Contestant, type Suite } from './suite.ts';

const about = { rounds: 2, seconds: 1, say: (): void => undefined, signal: new AbortController().signal };

function suiteOf(contestants: readonly Contestant[]): Suite {
  return {
    ...{ title: 'a suite', figures: {}, targets: [], setting: {}, contestants },
  };
}

describe('runSuite', () => {
  it('interleaves the contestants, another first each round, and does not count the warm-up', async () => {
    const order: string[] = [];
    const contestant = (name: string): Contestant => ({
      name,
      open: () =>
        Promise.resolve({
          round: () => Promise.resolve({ at: order.push(name) }),
          close: () => Promise.resolve(void order.push(`close ${name}`)),
        }),
    });
    const rounds = await runSuite(suiteOf([contestant('a'), contestant('b')]), about);
    expect(order).toEqual(['a', 'b', 'b', 'a', 'a', 'b', 'close a', 'close b']);
    expect(rounds.get('a')).toEqual([{ at: 4 }, { at: 5 }]);
    expect(rounds.get('b')).toEqual([{ at: 3 }, { at: 6 }]);
  });

  it('measures nothing more once it is interrupted, and closes what it opened', async () => {
    const interruption = new AbortController();
    const seen: string[] = [];
    const contestant: Contestant = {
      name: 'a',
      open: () =>
        Promise.resolve({
          round: () => {
            seen.push('round');
            interruption.abort(new Error('interrupted'));
            return Promise.resolve({});
          },
          close: () => Promise.resolve(void seen.push('close')),
        }),
    };
    const run = runSuite(suiteOf([contestant]), { ...about, signal: interruption.signal });
    await expect(run).rejects.toThrow('interrupted');
    expect(seen).toEqual(['round', 'close']);
  });

  it('closes those that it opened when another cannot be', async () => {
    let closed = 0;
    const good: Contestant = {
      name: 'good',
      open: () =>
        Promise.resolve({
          round: () => Promise.resolve({}),
          close: () => {
            closed += 1;
            return Promise.resolve();
          },
        }),
    };
    const bad: Contestant = { name: 'bad', open: () => Promise.reject(new Error('no server')) };
    await expect(runSuite(suiteOf([good, bad]), about)).rejects.toThrow('no server');
    expect(closed).toBe(1);
  });
});
