import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { freePort, obtainRedis, redisProgramAt } from '../src/index.js';
import { makeClone } from './clone.js';

describe('redisProgramAt', () => {
  it('names a program that starts, also where the server was started by a name on PATH', async () => {
    const clone = await makeClone();
    const server = await obtainRedis({ root: clone.root, data: 'scratch', say: () => undefined });
    const program = (await redisProgramAt(server.url)) ?? '';
    await server.stop();

    const port = await freePort();
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', ''];
    const named = spawn(program, args, { argv0: 'a-redis-on-path', cwd: tmpdir(), stdio: 'ignore' });
    const redis = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null, retryStrategy: () => 20 });
    redis.on('error', () => undefined);
    try {
      await redis.ping();
      expect(await redisProgramAt(`redis://127.0.0.1:${port}`)).toBe('a-redis-on-path');
    } finally {
      redis.disconnect();
      named.kill('SIGKILL');
      await once(named, 'exit');
      await clone.remove();
    }
  });

  it('is undefined where nobody answers', async () => {
    expect(await redisProgramAt(`redis://127.0.0.1:${await freePort()}`)).toBeUndefined();
  });
});
