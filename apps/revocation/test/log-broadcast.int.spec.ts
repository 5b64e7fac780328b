import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { setTimeout as nextTurn } from 'node:timers/promises';
import { revocationLogBroadcast } from '@strongroom/contracts';
import { generationOf, type OpenedGuard } from '@strongroom/guard';
import { BroadcastPublisher, BroadcastReader, type Broadcast, wireKeyPatterns } from '@strongroom/messaging';
import { type RedisAddress } from '@strongroom/platform';
import { inTenant, testDatabase, testVariable, type TestDatabase } from '@strongroom/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { FeedListener } from '../src/feed/feed-listener.js';
import { LogBroadcast } from '../src/log/log-broadcast.js';
import { ReadHead } from '../src/read-head/read-head.js';
import { RevokeToken } from '../src/revoke-token/revoke-token.js';
import { credential, gatewayGuards, type TestGuards } from './support/guards.js';
import { relayTo, type Relay } from './support/relay.js';
import { call, ownRedis, startReplica, type Replica, type ReplicaTerms } from './support/replica.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let guards: TestGuards;
let relay: Relay;
let redis: RedisAddress;
let stream: string;
let direct: Redis;
let replicas: Replica[];
let readers: BroadcastReader[];
const bounded = { policy: 'bounded' } as const;

beforeEach(async () => {
  database = await testDatabase();
  guards = await gatewayGuards();
  relay = await relayTo(testVariable('TEST_REDIS_URL'));
  redis = ownRedis(relay.url);
  stream = wireKeyPatterns(redis.prefix).broadcastsOf(revocationLogBroadcast.pattern)[0] ?? '';
  direct = new Redis(testVariable('TEST_REDIS_URL'));
  replicas = [];
  readers = [];
});
afterEach(async () => {
  for (const reader of readers) await reader.close();
  await guards.close();
  for (const replica of replicas) await replica.close();
  await direct.del(stream, `${stream}:probes`);
  direct.disconnect();
  await relay.close();
  await database.close();
});

async function start(terms: Partial<ReplicaTerms> = {}): Promise<Replica> {
  const replica = await startReplica(database, { redis, ...terms });
  replicas.push(replica);
  return replica;
}

async function revoke(by: Replica, jti: string): Promise<number> {
  const outcome = await inTenant('demo', () => by.module.get(RevokeToken).execute({ jti, reason: 'admin' }, call()));
  if (outcome.status !== 'sealed') throw new Error('not sealed');
  return outcome.seq;
}
const head = async (by: Replica): Promise<number> => (await by.module.get(ReadHead).execute({}, call())).seq;
const refused = { active: false, reason: { code: 'revoked' } };
const verdictOn = ({ guard }: OpenedGuard, jti: string) => guard.check(credential({ jti, pos: 0 }), bounded);

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await nextTurn(2);
}
const caughtUp = ({ status }: OpenedGuard, seq: number): Promise<void> => until(() => status().appliedSeq >= seq);

/** What the guard knows is known to be complete up to a moment after `sinceMs` of this process. */
const freshSince = ({ status }: OpenedGuard, sinceMs: number): Promise<void> =>
  until(() => status().stalenessMs < performance.now() - sinceMs);

async function openGuard(by: Replica): Promise<OpenedGuard> {
  const one = guards.open(`gateway-${randomUUID()}`, [by.feedUrl], redis);
  await one.bootstrapped;
  return one;
}

/** The batches in the stream, as a reader of the topic is given them. */
async function batches(from: number): Promise<{ readonly given: readonly Broadcast[]; readonly heals: number[] }> {
  const { pattern: topic, publisher } = revocationLogBroadcast;
  const given: Broadcast[] = [];
  const heals: number[] = [];
  const reader = new BroadcastReader({
    ...{ ...redis, topic, publisher, from },
    keys: { byId: async (keyId) => (await guards.keys.byKid(keyId))?.key },
    follower: {
      apply: (batch) => void given.push(batch),
      catchUp: (at) => {
        heals.push(at);
        return Promise.resolve(at);
      },
    },
  });
  reader.start();
  readers.push(reader);
  await until(() => heals.length > 0);
  return { given, heals };
}

describe('a revocation', () => {
  it('reaches a guard whose feed is cut off, which goes on knowing how fresh it is', async () => {
    const replica = await start();
    const one = await openGuard(replica);
    await replica.module.get(FeedListener).beforeApplicationShutdown();
    await until(() => one.status().consecutiveFaults > 0);
    const cutAtMs = performance.now();
    const jti = randomUUID();
    await caughtUp(one, await revoke(replica, jti));
    expect(await verdictOn(one, jti)).toMatchObject(refused);
    await freshSince(one, cutAtMs);
    expect(await verdictOn(one, randomUUID())).toMatchObject({ active: true, confirmed: true });
  });

  it('reaches a guard that is cut off from Redis, and all goes on when that is back', async () => {
    const replica = await start();
    const one = await openGuard(replica);
    relay.cut();
    const [jti, later] = [randomUUID(), randomUUID()];
    await caughtUp(one, await revoke(replica, jti));
    expect(await verdictOn(one, jti)).toMatchObject(refused);
    relay.mend();
    await replica.module.get(FeedListener).beforeApplicationShutdown();
    const mendedAtMs = performance.now();
    await freshSince(one, mendedAtMs);
    await caughtUp(one, await revoke(replica, later));
    expect(await verdictOn(one, later)).toMatchObject(refused);
  });

  it('reaches a guard although Redis was emptied and its feed is cut off', async () => {
    const replica = await start();
    const one = await openGuard(replica);
    await caughtUp(one, await revoke(replica, randomUUID()));
    await until(async () => (await direct.exists(stream)) === 1);
    await replica.module.get(FeedListener).beforeApplicationShutdown();
    await direct.del(stream);
    const jti = randomUUID();
    await caughtUp(one, await revoke(replica, jti));
    expect(await verdictOn(one, jti)).toMatchObject(refused);
  });
});

describe('a guard that follows the broadcasts too', () => {
  it('is not called fresh by them while nothing is sealed', async () => {
    const replica = await start();
    const one = await openGuard(replica);
    await replica.module.get(FeedListener).beforeApplicationShutdown();
    const cutAtMs = performance.now();
    await freshSince(one, cutAtMs);
    await database.query(`UPDATE revocation.lease SET holder = gen_random_uuid(), held_until = 'infinity'`);
    await until(() => one.status().stalenessMs > 1_500);
    expect(await one.guard.check(credential({ jti: randomUUID(), pos: 0 }), { policy: 'strict' })).toMatchObject({
      unavailable: true,
    });
  });
});

describe('the service', () => {
  it('goes on after a restart where the stream ends, and leaves nothing out', async () => {
    const first = await start();
    const from = await revoke(first, randomUUID());
    const { given, heals } = await batches(from);
    await until(async () => (await direct.exists(stream)) === 1);
    await first.close();
    replicas = [];
    const unpublished = await start({ redis: ownRedis() });
    const between = await revoke(unpublished, randomUUID());
    await unpublished.close();
    replicas = [];
    const last = await revoke(await start(), randomUUID());
    await until(() => given.some(({ through }) => through >= last));
    expect(between).toBeGreaterThan(from);
    expect(heals).toEqual([from]);
  });

  it('never publishes over a newer batch, whoever wakes up and tries', async () => {
    const [one, other] = [await start(), await start()];
    const from = await revoke(one, randomUUID());
    const { given, heals } = await batches(from);
    let last = from;
    for (let round = 0; round < 20; round += 1) {
      const sealed = revoke(one, randomUUID());
      for (const { module } of [one, other]) module.get(LogBroadcast).publishSealed();
      last = await sealed;
    }
    await until(() => given.some(({ through }) => through >= last));
    const chain = given.filter(({ after, through }) => after < through);
    chain.forEach(({ after }, index) => {
      expect(after).toBe(chain[index - 1]?.through ?? chain[0]?.after);
    });
    expect(heals).toEqual([from]);
  });

  it('takes a stream that it has signed, and that is ahead of its database, for the sign of a restore', async () => {
    const before = await start();
    const from = await revoke(before, randomUUID());
    await until(async () => (await direct.exists(stream)) === 1);
    const { given } = await batches(from);
    const seen = await revoke(before, randomUUID());
    await until(() => given.some(({ through }) => through >= seen));
    await before.close();
    replicas = [];
    await database.query('DELETE FROM revocation.event WHERE seq = $1', [seen]);
    await database.query(`UPDATE revocation.log_head SET n = n - 1 WHERE log = 'event'`);
    const after = await start();
    await until(async () => generationOf(await head(after)) === generationOf(seen) + 1);
    expect(await database.query(`SELECT 1 FROM audit.entry WHERE action = 'log.restore'`)).toHaveLength(1);
  });

  it('takes no stranger’s word for it', async () => {
    const { pattern: topic, publisher: service } = revocationLogBroadcast;
    const { privateKey } = generateKeyPairSync('ed25519');
    const signer = { current: () => ({ keyId: 'theirs', privateKey }) };
    const forger = new BroadcastPublisher({ ...redis, service, topic, signer });
    await forger.publish({ after: 2 ** 45, through: 2 ** 45, body: Buffer.alloc(0) });
    forger.close();
    const replica = await start();
    const seq = await revoke(replica, randomUUID());
    await until(async () => (await direct.xlen(stream)) > 1);
    expect(generationOf(seq)).toBe(1);
    expect(await database.query(`SELECT 1 FROM audit.entry WHERE action = 'log.restore'`)).toHaveLength(0);
  });
});
