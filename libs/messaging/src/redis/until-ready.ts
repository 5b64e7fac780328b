import { type Redis } from 'ioredis';

/** Resolves when `redis` can be written to, or `signal` aborts. */
export function untilReady(redis: Redis, signal: AbortSignal): Promise<void> {
  if (redis.status === 'ready' || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const over = (): void => {
      redis.off('ready', over);
      signal.removeEventListener('abort', over);
      resolve();
    };
    redis.on('ready', over);
    signal.addEventListener('abort', over);
  });
}
