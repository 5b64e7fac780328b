import { describe, expect, it } from '@jest/globals';
import { BackgroundLoop, type LoopPass, type LoopTerms } from './background-loop.js';

const HOUR_MS = 3_600_000;
const terms = { name: 'test', everyMs: HOUR_MS, deadlineMs: HOUR_MS };

interface Pass {
  readonly signal: AbortSignal;
  readonly end: (outcome: 'more' | 'idle') => void;
  readonly fail: (error: Error) => void;
}

/** A loop whose passes the test ends by hand. */
function byHand(about: Partial<LoopTerms> = {}): { loop: BackgroundLoop; nextPass: () => Promise<Pass> } {
  const begun: Pass[] = [];
  const waiting: ((pass: Pass) => void)[] = [];
  const loop = new BackgroundLoop({
    ...terms,
    pass: (signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<'more' | 'idle'>();
      const pass = { end: resolve, fail: reject, signal };
      const taker = waiting.shift();
      if (taker === undefined) begun.push(pass);
      else taker(pass);
      return promise;
    },
    ...about,
  });
  const nextPass = (): Promise<Pass> => {
    const pass = begun.shift();
    return pass === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(pass);
  };
  return { loop, nextPass };
}

describe('BackgroundLoop', () => {
  it('passes again at once while there is more, and by the clock when there is not', async () => {
    const { loop, nextPass } = byHand({ everyMs: 1 });
    loop.start();
    (await nextPass()).end('more');
    (await nextPass()).end('idle');
    (await nextPass()).end('idle');
    (await nextPass()).end('idle');
    await loop.stop();
  });

  it('never loses a wake, whether it comes between passes or during one', async () => {
    const { loop, nextPass } = byHand();
    loop.start();
    const first = await nextPass();
    loop.wake();
    first.end('idle');
    const second = await nextPass();
    second.end('idle');
    await Promise.resolve();
    loop.wake();
    (await nextPass()).end('idle');
    await loop.stop();
  });

  it('reports a pass that failed, and tries again', async () => {
    const passes: LoopPass[] = [];
    const { loop, nextPass } = byHand({ observe: (pass) => passes.push(pass) });
    const failure = new Error('not now');
    loop.start();
    (await nextPass()).fail(failure);
    (await nextPass()).end('idle');
    await loop.stop();
    expect(passes).toMatchObject([{ name: 'test', error: failure }, { name: 'test' }]);
    expect(passes[1]).not.toHaveProperty('error');
  });

  it('stops after the pass under way, which is told by its signal', async () => {
    const { loop, nextPass } = byHand();
    loop.start();
    const pass = await nextPass();
    expect(pass.signal.aborted).toBe(false);
    let stopped = false;
    const stopping = loop.stop().then(() => {
      stopped = true;
    });
    expect(pass.signal.aborted).toBe(true);
    expect(stopped).toBe(false);
    pass.end('more');
    await stopping;
    expect(stopped).toBe(true);
  });

  it('tells a pass by its signal when its deadline is over', async () => {
    const { loop, nextPass } = byHand({ deadlineMs: 1 });
    loop.start();
    const { signal, end } = await nextPass();
    if (!signal.aborted) {
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
      });
    }
    end('idle');
    await loop.stop();
  });

  it('stops at once when it never started', async () => {
    await expect(byHand().loop.stop()).resolves.toBeUndefined();
  });
});
