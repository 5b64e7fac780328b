import { OwnRedis } from '../own-redis.ts';
import { Ours } from './ours.ts';
import { type Outcome, type Property } from './property.ts';
import { Stock } from './stock.ts';
import { type SubjectName } from './subject.ts';

/** `property` of one transport, on a Redis of its own; `like`: a server whose program that is to be. */
export async function judge(property: Property, name: SubjectName, like?: string): Promise<Outcome> {
  const redis = await OwnRedis.start([], like);
  const subject = name === 'ours' ? new Ours(redis) : new Stock(redis);
  try {
    return await property.judge(subject);
  } catch (error) {
    return { holds: false, how: `could not be judged: ${String(error)}` };
  } finally {
    redis.thaw();
    await subject.close();
    await redis.kill();
  }
}
