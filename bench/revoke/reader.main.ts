import { Redis } from 'ioredis';
import { participate } from '../frame/participate.ts';
import { Sighting } from './sighting.ts';
import { type FollowersOf, type ReaderTerms } from './terms.ts';

participate(async (given) => {
  const { way, redisUrl, name, numbers } = given as FollowersOf<ReaderTerms>;
  const readers = numbers.map(() => ({ redis: new Redis(redisUrl), sighting: new Sighting() }));
  let watched = '';
  await Promise.all(
    readers.map(async (reader) => {
      const arrived = (id: string): void => {
        if (id === watched) reader.sighting.note(0);
      };
      if (way === 'PUBLISH') {
        await reader.redis.subscribe(name);
        reader.redis.on('message', (_, id) => {
          arrived(id);
        });
        return;
      }
      await reader.redis.ping();
      void readAll(reader.redis, name, arrived);
    }),
  );
  return {
    watch: (ids) => {
      [watched = ''] = ids as readonly string[];
      for (const reader of readers) reader.sighting = new Sighting();
    },
    enforced: (seq) => Promise.all(readers.map(({ sighting }) => sighting.at(Number(seq)))),
    close: () => {
      for (const { redis } of readers) redis.disconnect();
      return Promise.resolve();
    },
  };
});

/** Until the connection is closed, which rejects what waits. */
async function readAll(redis: Redis, stream: string, arrived: (id: string) => void): Promise<void> {
  let last = '0';
  while (redis.status === 'ready') {
    const answer = await redis.xread('BLOCK', 0, 'STREAMS', stream, last).catch(() => null);
    for (const [place, fields] of answer?.[0]?.[1] ?? []) {
      last = place;
      arrived(fields[1] ?? '');
    }
  }
}
