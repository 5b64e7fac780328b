import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { type Wire } from '../wire.ts';

const QUEUE = 'raw:calls';
const INBOX = 'raw:replies';
const MOST_AT_ONCE = 64;
const BLOCK_S = 0.5;

/**
 * What a list in each direction can do at most through the same client library: no framework, no envelope, no signature,
 * no deadline; an id before the JSON, batches as large as they come. It answers to one caller.
 */
export const rawLists: Wire = {
  serve({ redisUrl }) {
    const [reading, writing] = [new Redis(redisUrl), new Redis(redisUrl)];
    const answer = (frames: readonly string[]): void => {
      const replies = frames.map((frame) => `${frame.slice(0, 36)}${JSON.stringify(JSON.parse(frame.slice(36)))}`);
      void writing.rpush(INBOX, ...replies);
    };
    const ended = readAll(reading, QUEUE, answer);
    return Promise.resolve({ close: () => endAll(ended, reading, writing) });
  },

  async connect({ redisUrl }) {
    const [reading, writing] = [new Redis(redisUrl), new Redis(redisUrl)];
    await writing.del(QUEUE, INBOX);
    const waiting = new Map<string, (value: unknown) => void>();
    let outgoing: string[] = [];
    const flush = (): void => {
      void writing.rpush(QUEUE, ...outgoing);
      outgoing = [];
    };
    const ended = readAll(reading, INBOX, (frames) => {
      for (const frame of frames) {
        const id = frame.slice(0, 36);
        waiting.get(id)?.(JSON.parse(frame.slice(36)));
        waiting.delete(id);
      }
    });
    return {
      call: (order) =>
        new Promise((resolve) => {
          const id = randomUUID();
          waiting.set(id, resolve);
          if (outgoing.push(`${id}${JSON.stringify(order)}`) === 1) setImmediate(flush);
        }),
      close: () => endAll(ended, reading, writing),
    };
  },
};

/** The connections by which a loop reads end it. */
async function readAll(redis: Redis, key: string, take: (frames: readonly string[]) => void): Promise<void> {
  try {
    for (;;) {
      const popped = await redis.blmpop(BLOCK_S, 1, key, 'LEFT', 'COUNT', MOST_AT_ONCE);
      if (popped !== null) take(popped[1]);
    }
  } catch (error) {
    if (redis.status !== 'end') throw error;
  }
}

async function endAll(loop: Promise<void>, ...connections: readonly Redis[]): Promise<void> {
  for (const connection of connections) connection.disconnect();
  await loop;
}
