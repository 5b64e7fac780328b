import { setTimeout as pause } from 'node:timers/promises';

/** The outcome of `work` if it comes in time, else a `TimeoutError`. What comes later is dropped. */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const settled = new AbortController();
  const limit = pause(limitMs, undefined, { signal: settled.signal }).then(() => {
    throw new DOMException(`no answer within ${limitMs} ms`, 'TimeoutError');
  });
  limit.catch(() => undefined);
  try {
    return await Promise.race([work, limit]);
  } finally {
    settled.abort();
  }
}
