import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AclUser,
  broadcasts,
  callersOf,
  contracts,
  events,
  redisAclRules,
  serviceNames,
} from '@strongroom/contracts';
import { wireKeyPatterns } from '@strongroom/messaging';
import { Redis } from 'ioredis';
import { OwnRedis } from '../own-redis.ts';
import { commandsOf } from './command-matrix.ts';
import { makeKeyring } from './keyring.ts';
import { Ours } from './ours.ts';
import { outcome, type Property } from './property.ts';
import { type Grant, grantsBeyond } from './rights-of-users.ts';
import { ending, inAWord, until } from './waiting.ts';

const userOf = (service: string): string => `strongroom-${service}`;

export const leastPrivilege: Property = {
  name: 'least-privilege',
  guarantee: 'with the ACL file that the contracts make, a service can do what it needs in Redis, and nothing else',
  asked: ['ours'],
  async judge({ redis: { url: like } }) {
    const folder = await mkdtemp(join(tmpdir(), 'acl-'));
    const file = join(folder, 'users.acl');
    await writeFile(file, aclFile(redisAclRules({ contracts, events, broadcasts }, wireKeyPatterns())));
    const server = await OwnRedis.start(['--aclfile', file], like);
    const subject = new Ours(server, makeKeyring(serviceNames), (service) => loginAt(server.url, service));
    const admin = new Redis(server.url);
    try {
      const needs = await whatIsNeeded(subject);
      const commands = await commandsOf(admin);
      const beyond = await grantsBeyond(admin, commands, userOf);
      const { tried, unasked } = beyond;
      return outcome(
        `${needs.length} ways between services work; of ${tried} other uses of ${commands.length} commands none is allowed`,
        {
          [needs
            .filter(({ works }) => !works)
            .map(({ way }) => `${way} is not allowed`)
            .join('; ')]: needs.every(({ works }) => works),
          [`commands that could not be tried: ${unasked.join(', ')}`]: unasked.length === 0,
          [`allowed beyond need: ${inShort(beyond.grants)}`]: beyond.grants.length === 0,
        },
      );
    } finally {
      admin.disconnect();
      await subject.close();
      await server.kill();
      await rm(folder, { recursive: true });
    }
  },
};

function aclFile(users: readonly AclUser[]): string {
  const lines = users.map(({ service, rules }) => {
    const hash = createHash('sha256').update(service).digest('hex');
    return ['user', userOf(service), ...rules, `#${hash}`].join(' ');
  });
  return `${['user default on nopass ~* &* +@all', ...lines].join('\n')}\n`;
}

function loginAt(url: string, service: string): string {
  const login = new URL(url);
  login.username = userOf(service);
  login.password = service;
  return login.href;
}

/** Every call and every event that the contracts know of, really made, by the users of the file. */
async function whatIsNeeded(subject: Ours): Promise<readonly { readonly way: string; readonly works: boolean }[]> {
  const handled = new Set<unknown>();
  for (const service of serviceNames) {
    await subject.serve(service, {
      calls: { [`${service}.thing.do.v1`]: () => 'done' },
      events: { 'any.thing.happened.v1': (body) => handled.add(body) },
    });
  }
  const calls = new Set(
    contracts.flatMap((contract) => callersOf(contract).map((from) => `${from} > ${contract.service}`)),
  );
  const sent = new Set(events.flatMap(({ publisher, consumers }) => consumers.map((to) => `${publisher} ! ${to}`)));
  const results: { way: string; works: boolean }[] = [];
  for (const way of calls) {
    const [from = '', to = ''] = way.split(' > ');
    const client = await subject.client(from);
    const end = await ending(client.call(`${to}.thing.do.v1`, {}), subject.patienceMs);
    results.push({ way: `call ${way} (${inAWord(end)})`, works: end.kind === 'answer' });
  }
  for (const way of sent) {
    const [from = '', to = ''] = way.split(' ! ');
    const event = { pattern: 'any.thing.happened.v1', id: crypto.randomUUID(), body: way };
    await ending(subject.publish(from, to, [event]), subject.patienceMs);
    results.push({ way: `event ${way}`, works: await until(() => handled.has(way), subject.patienceMs) });
  }
  return results;
}

function inShort(grants: readonly Grant[]): string {
  const each = new Set(grants.map(({ user, command, on }) => `${user} may ${command} on ${on}`));
  return [`${each.size} uses`, ...[...each].slice(0, 12)].join(', ');
}
