import { type Redis } from 'ioredis';
import { readEntries, type StreamEntry } from '../events/stream-entry.js';

export const BEFORE_ALL = '0-0';

/** The last entries of a stream, the newest first. */
export async function lastEntries(redis: Redis, stream: string, most: number): Promise<readonly StreamEntry[]> {
  const entries = await redis.callBuffer('XREVRANGE', stream, '+', '-', 'COUNT', most);
  return readEntries([[stream, entries]]);
}

/** The id of the last entry of a stream, `0-0` if it has none. */
export async function lastEntryId(redis: Redis, stream: string): Promise<string> {
  return (await lastEntries(redis, stream, 1))[0]?.entryId ?? BEFORE_ALL;
}

/** Whether `id` comes before `other`: both are `<milliseconds>-<number>`. */
export function isBefore(id: string, other: string): boolean {
  const [ms = 0, n = 0] = id.split('-').map(Number);
  const [otherMs = 0, otherN = 0] = other.split('-').map(Number);
  return ms < otherMs || (ms === otherMs && n < otherN);
}
