import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceNames, type ServiceName } from '@strongroom/contracts';
import { wireKeyPatterns } from '@strongroom/messaging';
import { obtainRedis, type Server } from '@strongroom/provisioning';
import { Redis } from 'ioredis';
import { aclFile } from '../src/redis/acl-file.js';
import { serviceUsers } from '../src/redis/service-users.js';

const scratch = { root: process.cwd(), data: 'scratch', say: () => undefined } as const;
const passwordOf = (service: ServiceName): string => `${service}-0123456789012345678901234567890`;
const passwords = new Map(serviceNames.map((service) => [service, passwordOf(service)]));
const keys = wireKeyPatterns();
/** A key that the pattern covers. */
const keyOf = ([pattern = '']: readonly string[]): string => pattern.replace('*', 'x');

describe('the ACL file for a Redis of an operator’s own', () => {
  let server: Server;
  let admin: Redis;
  let file: string;
  const clients: Redis[] = [];

  beforeAll(async () => {
    server = await obtainRedis(scratch);
    admin = connect(new URL(server.url));
    const found = (await admin.call('CONFIG', 'GET', 'aclfile')) as string[];
    file = found[1] ?? '';
  }, 60_000);
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await server.stop();
  });

  function connect(url: URL): Redis {
    const redis = new Redis(url.href, { lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => undefined);
    clients.push(redis);
    return redis;
  }

  async function as(service: ServiceName): Promise<Redis> {
    const url = new URL(server.url);
    [url.username, url.password] = [`strongroom-${service}`, passwordOf(service)];
    const redis = connect(url);
    await redis.connect();
    return redis;
  }

  /** As an operator does it: puts the administrator's own line in, and has the file loaded. */
  async function load(text: string): Promise<unknown> {
    const before = (await readFile(file, 'utf8')).split('\n').find((line) => line.startsWith('user default '));
    await writeFile(file, text.replace('user default reset', before ?? ''));
    return admin.call('ACL', 'LOAD');
  }

  it('is not loaded while a password is missing', async () => {
    const text = aclFile(new Map([...passwords].slice(1)));
    const before = await readFile(file, 'utf8');
    await expect(load(text)).rejects.toThrow('ERR');
    await writeFile(file, before);
  });

  it('is loaded, and each service can log in with its own password and no other', async () => {
    expect(await load(aclFile(passwords))).toBe('OK');
    for (const service of serviceNames) expect(await (await as(service)).ping()).toBe('PONG');
    const other = (await as('cleanup')).call('AUTH', 'strongroom-gateway', passwordOf('cleanup'));
    await expect(other).rejects.toThrow('WRONGPASS');
  });

  it('gives the rights of the contracts, and no others', async () => {
    const [gateway, callee] = [await as('gateway'), await as('auth-token')];
    const queue = keyOf(keys.queuesOf('auth-token'));
    await gateway.rpush(queue, 'call');
    await expect(gateway.lpop(queue)).rejects.toThrow('NOPERM');
    expect(await callee.lpop(queue)).toBe('call');
    await expect(gateway.xrange(keyOf(keys.eventsOf('auth-token')), '-', '+')).rejects.toThrow('NOPERM');
    await expect(gateway.call('ACL', 'LIST')).rejects.toThrow('NOPERM');
    // What Redis understood is what the contracts say: the same rules, read one by one.
    const read = (await admin.call('ACL', 'GETUSER', 'strongroom-gateway')) as unknown[];
    const granted = String(read[read.indexOf('keys') + 1])
      .split(' ')
      .sort();
    const rules = serviceUsers().find(({ service }) => service === 'gateway')?.rules ?? [];
    expect(granted).toEqual(rules.filter((rule) => rule.startsWith('~')).sort());
    // Rights on the keys of others are selectors, each with its keys and commands.
    expect(read[read.indexOf('selectors') + 1]).toHaveLength(rules.filter((rule) => rule.startsWith('(')).length);
  });

  it('leaves nobody in without a password', () => {
    const [first, ...rest] = aclFile(passwords).trimEnd().split('\n');
    expect(first).toBe('user default reset');
    expect(rest).toHaveLength(serviceNames.length);
    for (const line of rest) expect(line).toMatch(/^user strongroom-[a-z-]+ reset on .*#[0-9a-f]{64}$/);
  });
});
