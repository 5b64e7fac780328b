import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { Redis } from 'ioredis';

export interface RedisVersion {
  readonly text: string;
  readonly major: number;
}

const ANSWER_WITHIN_MS = 2_000;

/** Whether a server answers at `url` and accepts the credentials in it. */
export async function redisAnswers(url: string): Promise<boolean> {
  return (await ask(url, (redis) => redis.ping())) === 'PONG';
}

/** The version of the server at `url`; undefined if it does not answer. */
export async function redisVersion(url: string): Promise<RedisVersion | undefined> {
  const info = await ask(url, (redis) => redis.info('server'));
  // Valkey calls itself 7.2.4 in `redis_version`, for clients that look; that is new enough either way.
  const text = info === undefined ? undefined : /^redis_version:(\d+)(\S*)/m.exec(info);
  if (text?.[1] === undefined) return undefined;
  return { text: text[1] + (text[2] ?? ''), major: Number(text[1]) };
}

/**
 * What to start for another server like the one at `url`: a path, or the name of a program on PATH. Undefined if it does
 * not answer. A server that was started by its name takes the folder it was started in for its program's.
 */
export async function redisProgramAt(url: string): Promise<string | undefined> {
  const info = await ask(url, (redis) => redis.info('server'));
  const told = info === undefined ? undefined : /^executable:(.+)$/m.exec(info)?.[1]?.trim();
  return told === undefined || existsSync(told) ? told : basename(told);
}

async function ask<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T | undefined> {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: ANSWER_WITHIN_MS,
    commandTimeout: ANSWER_WITHIN_MS,
  });
  // Without a listener ioredis writes each refused connection to stderr.
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return await question(redis);
  } catch {
    return undefined;
  } finally {
    redis.disconnect();
  }
}
