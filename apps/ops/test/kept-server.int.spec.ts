import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { obtainRedis, type Server } from '@strongroom/provisioning';
import { Redis } from 'ioredis';
import { KeptServer } from '../src/supervisor/kept-server.js';
import { temporaryRoot, type TemporaryRoot } from './temporary-root.js';

describe('KeptServer', () => {
  let place: TemporaryRoot;
  beforeEach(async () => {
    place = await temporaryRoot();
  });
  afterEach(() => place.remove());

  it('brings a killed server back at the same URL, with the users that it had', async () => {
    const said: string[] = [];
    const obtain = (): Promise<Server> => obtainRedis({ root: place.root, data: 'kept', say: () => undefined });
    const kept = new KeptServer('redis', await obtain(), obtain, (line) => said.push(line));
    const { url, pid = 0 } = kept.server;
    // This client goes on trying, as those of the services do.
    const redis = new Redis(url);
    redis.on('error', () => undefined);
    await redis.call('ACL', 'SETUSER', 'service', 'on', '>password', '~queue', '+@all');
    await redis.call('ACL', 'SAVE');

    const next = (event: string): Promise<unknown> => new Promise((resolve) => redis.once(event, resolve));
    const gone = next('close');
    process.kill(pid, 'SIGKILL');
    await gone;
    await next('ready');
    expect(await redis.call('ACL', 'WHOAMI')).toBe('default');
    expect(await redis.call('ACL', 'USERS')).toContain('service');
    redis.disconnect();

    await kept.stop();
    expect(kept.server.url).toBe(url);
    expect(said).toEqual(['redis ended by itself and is started again']);
    expect(await place.records()).toEqual([]);
  }, 60_000);
});
