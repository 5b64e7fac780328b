import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { broadcasts, contracts, serviceNames } from '@strongroom/contracts';
import { wireKeyPatterns } from '@strongroom/messaging';
import { obtainOpenBao, obtainRedis, type OpenBaoServer, type Server } from '@strongroom/provisioning';
import { openSecretStore, type OpenSecretStore } from '@strongroom/vault';
import { Redis } from 'ioredis';
import { allowServices } from '../src/up/redis-users.js';

const keys = wireKeyPatterns();
const scratch = { root: process.cwd(), data: 'scratch', say: () => undefined } as const;
const START_WITHIN_MS = 60_000;

/** A key that the pattern covers. */
const keyOf = ([pattern = '']: readonly string[]): string => pattern.replace(/[*?]/, '1');

describe('the users of our Redis', () => {
  let server: Server;
  let openbao: OpenBaoServer;
  let opened: OpenSecretStore;
  const clients: Redis[] = [];

  beforeAll(async () => {
    [server, openbao] = await Promise.all([obtainRedis(scratch), obtainOpenBao(scratch)]);
    opened = await openSecretStore({ address: openbao.url, login: openbao.provisioner });
    await allowServices(server.url, opened.store);
  }, START_WITHIN_MS);
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await opened.close();
    await Promise.all([server.stop(), openbao.stop()]);
  });

  async function as(service: string): Promise<Redis> {
    const login = (await opened.store.read(`services/${service}/redis`))?.data;
    const url = new URL(server.url);
    url.username = login?.['username']?.reveal() ?? '';
    url.password = login?.['password']?.reveal() ?? '';
    const redis = new Redis(url.href, { lazyConnect: true, retryStrategy: () => null });
    clients.push(redis);
    await redis.connect();
    return redis;
  }

  it('are one for each service, with a password of its own in the secret store', async () => {
    for (const service of serviceNames) expect(await (await as(service)).ping()).toBe('PONG');
  });

  it('let a service take its calls and its callers put them there', async () => {
    const { service } = contracts.find(({ http }) => http !== undefined) ?? { service: 'auth-token' };
    const [gateway, callee] = await Promise.all([as('gateway'), as(service)]);
    const queue = keyOf(keys.queuesOf(service));
    await gateway.rpush(queue, 'call');
    expect(await callee.call('BLMPOP', '0.1', '1', queue, 'LEFT')).toEqual([queue, ['call']]);
    const replies = keyOf(keys.repliesOf('gateway'));
    await callee.rpush(replies, 'reply');
    expect(await gateway.lpop(replies)).toBe('reply');
  });

  it('let nobody read the queue or the replies of another', async () => {
    const gateway = await as('gateway');
    for (const service of serviceNames.filter((name) => name !== 'gateway')) {
      await expect(gateway.lpop(keyOf(keys.queuesOf(service)))).rejects.toThrow('NOPERM');
      await expect((await as(service)).lpop(keyOf(keys.repliesOf('gateway')))).rejects.toThrow('NOPERM');
    }
  });

  it('let a caller add to a queue, and neither remove, replace nor shorten it', async () => {
    const { service } = contracts.find(({ http }) => http !== undefined) ?? { service: 'auth-token' };
    const [gateway, queue] = [await as('gateway'), keyOf(keys.queuesOf(service))];
    for (const [name = '', ...args] of [['DEL'], ['SET', 'x'], ['LTRIM', '1', '0'], ['LPUSH', 'x'], ['LSET', '0', 'x']])
      await expect(gateway.call(name, queue, ...args)).rejects.toThrow('NOPERM');
  });

  it('let the publisher of a broadcast alone write it, and its readers read it and ask for it', async () => {
    for (const { pattern, publisher, readers } of broadcasts) {
      const [stream, probes] = [keyOf(keys.broadcastsOf(pattern)), keyOf(keys.probesOf(pattern))];
      const writer = await as(publisher);
      await writer.xadd(stream, '*', 'm', 'batch');
      for (const name of readers.filter((reader) => reader !== publisher)) {
        const reader = await as(name);
        expect(await reader.xread('COUNT', 1, 'STREAMS', stream, '0')).toHaveLength(1);
        expect(await reader.xrevrange(stream, '+', '-', 'COUNT', 1)).toHaveLength(1);
        await reader.pipeline().rpush(probes, 'probe').ltrim(probes, -1_024, -1).pexpire(probes, 60_000).exec();
        await expect(reader.xadd(stream, '*', 'm', 'forged')).rejects.toThrow('NOPERM');
        await expect(reader.xtrim(stream, 'MAXLEN', 0)).rejects.toThrow('NOPERM');
        await expect(reader.del(stream)).rejects.toThrow('NOPERM');
        await expect(reader.lrange(probes, 0, -1)).rejects.toThrow('NOPERM');
      }
      expect(await writer.lrange(probes, 0, -1)).toHaveLength(readers.length - 1);
    }
  });

  it('let nobody administer Redis, or flush it, or look at all keys', async () => {
    const gateway = await as('gateway');
    const forAll = [['FLUSHALL'], ['CONFIG', 'GET', '*'], ['ACL', 'LIST'], ['SHUTDOWN'], ['SCRIPT', 'FLUSH']];
    const ofAll = [['KEYS', '*'], ['SCAN', '0'], ['RANDOMKEY'], ['CLIENT', 'TRACKING', 'ON', 'BCAST']];
    for (const command of [...forAll, ...ofAll]) {
      const [name = '', ...args] = command;
      await expect(gateway.call(name, ...args)).rejects.toThrow('NOPERM');
    }
  });

  it('stay as they are when they are made again', async () => {
    const before = (await opened.store.read('services/gateway/redis'))?.version;
    await allowServices(server.url, opened.store);
    expect((await opened.store.read('services/gateway/redis'))?.version).toBe(before);
    expect(await (await as('gateway')).ping()).toBe('PONG');
  });
});
