import { OwnRedis } from '../own-redis.ts';
import { type Start } from './child.ts';
import { Ours } from './ours.ts';
import { Stock } from './stock.ts';

/** The subject that a replica's process has been told of, at the Redis that runs already. */
export function subjectAt({ subject, redisUrl, keyring }: Start): Ours | Stock {
  const redis = OwnRedis.at(redisUrl);
  return subject === 'ours' ? new Ours(redis, keyring) : new Stock(redis);
}
