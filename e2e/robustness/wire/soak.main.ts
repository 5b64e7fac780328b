// Calls without end, so many at once, and says what this process holds when it is asked.
import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { CallError, RedisClient } from '@strongroom/messaging';
import { HistoryWriter } from './history.ts';
import { held } from './memory.ts';
import { type SoakWish } from './wishes.ts';
import { BARE_CALL, keysOf, readArguments, tell } from './wire-terms.ts';

const IN_FLIGHT = 64;
const DEADLINE_MS = 10_000;
/** While Redis is away calls fail at once: without a pause an outage of a second would use up a million. */
const PAUSE_AFTER_FAILURE_MS = 50;

const { terms } = readArguments();
Logger.overrideLogger(false);
new HistoryWriter(terms.folder, 'soak').watchThisProcess();
const client = new RedisClient({ service: 'shop', redis: terms.redis, keys: keysOf(terms, 'shop') });

async function run(calls: number): Promise<object> {
  let begun = 0;
  let ok = 0;
  let wrong = 0;
  const failed: Record<string, number> = {};
  const one = async (): Promise<void> => {
    while (begun < calls) {
      begun += 1;
      const n = begun;
      await client.call(BARE_CALL, n, { deadlineMs: DEADLINE_MS }).then(
        (answer) => {
          if (answer === n) ok += 1;
          else wrong += 1;
        },
        async (error: unknown) => {
          const status = error instanceof CallError ? error.status : 'none';
          failed[status] = (failed[status] ?? 0) + 1;
          await pause(PAUSE_AFTER_FAILURE_MS);
        },
      );
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, one));
  return { ok, wrong, failed };
}

await client.connect();
tell({ type: 'ready' });
process.on('message', ({ calls }: SoakWish) => {
  if (calls === 0) tell(held());
  else void run(calls).then(tell);
});
