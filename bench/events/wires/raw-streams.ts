import { Redis } from 'ioredis';
import { order } from '../../frame/order.ts';
import { type EventWire } from '../wire.ts';

const STREAM = 'raw:events';
const GROUP = 'consumers';
const BATCH = 256;
const MOST_AT_ONCE = 128;

/** What a stream with a group can do at most through the same client library: JSON alone, acknowledged and freed. */
export const rawStreams: EventWire = {
  produce({ redisUrl }) {
    const redis = new Redis(redisUrl);
    return Promise.resolve({
      publish: async (count) => {
        for (let sent = 0; sent < count; sent += BATCH) {
          const pipeline = redis.pipeline();
          for (let each = sent; each < Math.min(count, sent + BATCH); each += 1)
            pipeline.xadd(STREAM, '*', 'm', JSON.stringify(order));
          await pipeline.exec();
        }
      },
      close: () => {
        redis.disconnect();
        return Promise.resolve();
      },
    });
  },

  async consume({ redisUrl }) {
    const redis = new Redis(redisUrl);
    await redis.xgroup('CREATE', STREAM, GROUP, '0', 'MKSTREAM');
    return {
      handle: async (count) => {
        for (let handled = 0; handled < count;) {
          const answer = (await redis.xreadgroup(
            ...(['GROUP', GROUP, 'one', 'COUNT', MOST_AT_ONCE, 'BLOCK', 500, 'STREAMS', STREAM, '>'] as const),
          )) as [string, [string, string[]][]][] | null;
          const entries = answer?.[0]?.[1] ?? [];
          for (const [, fields] of entries) JSON.parse(fields[1] ?? '');
          const ids = entries.map(([id]) => id);
          if (ids.length > 0)
            await redis
              .pipeline()
              .xack(STREAM, GROUP, ...ids)
              .xdel(STREAM, ...ids)
              .exec();
          handled += ids.length;
        }
      },
      close: () => {
        redis.disconnect();
        return Promise.resolve();
      },
    };
  },
};
