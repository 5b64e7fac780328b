import { describe, expect, it } from '@jest/globals';
import { Loop, pause } from './loop.js';

function spoken(): { readonly lines: string[]; readonly logger: { error(line: unknown): void } } {
  const lines: string[] = [];
  return { lines, logger: { error: (line) => lines.push(String(line)) } };
}

describe('a loop', () => {
  it('goes on after an error, and says it once', async () => {
    const { lines, logger } = spoken();
    const { promise: third, resolve } = Promise.withResolvers<undefined>();
    let turns = 0;
    const loop = new Loop(
      'reading',
      async (stopping) => {
        turns += 1;
        if (turns <= 2) throw new Error('no connection');
        resolve(undefined);
        await pause(60_000, stopping);
      },
      logger,
    );
    loop.start();
    await third;
    await loop.stop();
    expect(lines).toEqual(['reading failed: Error: no connection']);
  });

  it('that is stopped ends with the turn under way, and reports nothing of its end', async () => {
    const { lines, logger } = spoken();
    let ended = false;
    const loop = new Loop(
      'reading',
      async (stopping) => {
        await pause(60_000, stopping);
        ended = true;
        throw new Error('Connection is closed.');
      },
      logger,
    );
    loop.start();
    await loop.stop();
    expect([ended, lines]).toEqual([true, []]);
  });
});
