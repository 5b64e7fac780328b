import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { obtainRedis, ServerUnavailable } from '../src/index.js';
import { identify } from '../src/process/identity.js';
import { makeClone, type Clone } from './clone.js';

const say = (): void => undefined;

async function asking<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

describe('obtainRedis', () => {
  let clone: Clone;
  beforeEach(async () => {
    clone = await makeClone();
  });
  afterEach(() => clone.remove());

  it('brings up a server that knows BLMPOP, on the loopback address, and asks for a password', async () => {
    const server = await obtainRedis({ root: clone.root, data: 'scratch', say });
    try {
      expect(new URL(server.url).hostname).toBe('127.0.0.1');
      expect(await asking(server.url, (redis) => redis.call('BLMPOP', '0.001', '1', 'nothing', 'LEFT'))).toBeNull();
      const url = new URL(server.url);
      url.password = 'guessed';
      await expect(asking(url.href, (redis) => redis.get('key'))).rejects.toThrow();
    } finally {
      await server.stop();
    }
  });

  it('leaves neither a process nor a file of a scratch server', async () => {
    const server = await obtainRedis({ root: clone.root, data: 'scratch', say });
    await server.stop();
    await server.stop();
    expect(identify(server.pid ?? 0)).toBeUndefined();
    expect(await readdir(join(clone.root, '.strongroom', 'scratch'))).toEqual([]);
    expect(await readdir(join(clone.root, '.strongroom', 'run'))).toEqual([]);
  });

  it('keeps data, port and password over a restart', async () => {
    const first = await obtainRedis({ root: clone.root, data: 'kept', say });
    await asking(first.url, (redis) => redis.set('key', 'value'));
    await first.stop();
    const second = await obtainRedis({ root: clone.root, data: 'kept', say });
    try {
      expect(second.url).toBe(first.url);
      expect(await asking(second.url, (redis) => redis.get('key'))).toBe('value');
    } finally {
      await second.stop();
    }
  });

  it('takes another port when the usual one is busy', async () => {
    const squatter = createServer();
    const busy = await new Promise<boolean>((resolve) => {
      squatter.once('error', () => {
        resolve(false);
      });
      squatter.listen(6379, '127.0.0.1', () => {
        resolve(true);
      });
    });
    const server = await obtainRedis({ root: clone.root, data: 'kept', say });
    expect(new URL(server.url).port).not.toBe('6379');
    await server.stop();
    if (busy) await new Promise((resolve) => squatter.close(resolve));
  });

  it("uses the user's server as it is, and never stops it", async () => {
    const theirs = await obtainRedis({ root: clone.root, data: 'scratch', say });
    try {
      const given = await obtainRedis({ root: clone.root, given: theirs.url, data: 'kept', say });
      expect(given).toMatchObject({ url: theirs.url, origin: 'given' });
      await given.stop();
      expect(await asking(theirs.url, (redis) => redis.ping())).toBe('PONG');
    } finally {
      await theirs.stop();
    }
  });

  it('says what the server said when it cannot start, and leaves nothing behind', async () => {
    await mkdir(join(clone.root, '.strongroom', 'data', 'redis'), { recursive: true });
    await writeFile(join(clone.root, '.strongroom', 'data', 'redis', 'users.acl'), 'not a user\n');
    const obtained = obtainRedis({ root: clone.root, data: 'kept', say });
    await expect(obtained).rejects.toThrow(ServerUnavailable);
    await expect(obtained).rejects.toThrow(/ended while starting.*the end of its log:/s);
    expect(await readdir(join(clone.root, '.strongroom', 'run'))).toEqual([]);
  });

  it('says so when no server answers where the user pointed, and starts none instead', async () => {
    const given = 'redis://127.0.0.1:1';
    const obtained = obtainRedis({ root: clone.root, given, data: 'kept', say });
    await expect(obtained).rejects.toThrow(ServerUnavailable);
    await expect(obtained).rejects.toThrow('REDIS_URL');
  });
});
