import { randomUUID } from 'node:crypto';
import { setTimeout as nextTurn } from 'node:timers/promises';
import { generationOf, type OpenedGuard } from '@strongroom/guard';
import { inTenant, testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ReadHead } from '../src/read-head/read-head.js';
import { RevokeToken } from '../src/revoke-token/revoke-token.js';
import { credential, gatewayGuards, type TestGuards } from './support/guards.js';
import { call, startReplica, type Replica } from './support/replica.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let replicas: Replica[];
let guards: TestGuards;

beforeAll(async () => {
  database = await testDatabase();
  replicas = [await startReplica(database), await startReplica(database)];
  guards = await gatewayGuards();
});
afterAll(async () => {
  await guards.close();
  for (const replica of replicas) await replica.close();
  await database.close();
});

const bounded = { policy: 'bounded' } as const;
const feedUrls = (): string[] => replicas.map(({ feedUrl }) => feedUrl);
const first = (): Replica['module'] => {
  const [replica] = replicas;
  if (replica === undefined) throw new Error('no replica');
  return replica.module;
};
const head = async (): Promise<number> => (await first().get(ReadHead).execute({}, call())).seq;
const revoke = (jti: string): Promise<unknown> =>
  inTenant('demo', () => first().get(RevokeToken).execute({ jti, reason: 'admin' }, call()));

async function caughtUp({ status }: OpenedGuard, seq: number): Promise<void> {
  while (status().appliedSeq < seq) await nextTurn(5);
}

describe('a log whose database was restored', () => {
  it('goes on in a new generation that ends everything before it, once, and what a guard knew stays refused', async () => {
    const [kept, lost] = [randomUUID(), randomUUID()];
    await revoke(kept);
    const backup = await head();
    await revoke(lost);
    const one = guards.open('gateway-1', feedUrls());
    const two = guards.open('gateway-2', feedUrls());
    const before = await head();
    await Promise.all([caughtUp(one, before), caughtUp(two, before)]);

    const urls = feedUrls();
    for (const replica of replicas.splice(0)) await replica.close();
    await database.query('DELETE FROM revocation.event WHERE seq > $1', [backup]);
    await database.query(`UPDATE revocation.log_head SET n = n - 1 WHERE log = 'event'`);
    for (const feedUrl of urls) replicas.push(await startReplica(database, { feedUrl }));

    await Promise.all([caughtUp(one, before + 1), caughtUp(two, before + 1)]);
    const after = await head();
    expect([generationOf(before), generationOf(after)]).toEqual([1, 2]);
    const newcomer = guards.open('gateway-3', feedUrls());
    await newcomer.bootstrapped;
    for (const { guard, ...rest } of [one, two, newcomer]) {
      await caughtUp({ guard, ...rest }, after);
      for (const jti of [kept, randomUUID()]) {
        const verdict = await guard.check(credential({ jti, pos: before }), bounded);
        expect(verdict).toMatchObject({ reason: { code: 'revoked' } });
      }
      expect(await guard.check(credential({ jti: randomUUID(), pos: after }), bounded)).toMatchObject({ active: true });
    }
    expect(await one.guard.check(credential({ jti: lost, pos: after }), bounded)).toMatchObject({ active: false });
    expect(await database.query(`SELECT 1 FROM revocation.event WHERE scope = 'global'`)).toHaveLength(1);
    expect(await database.query(`SELECT 1 FROM audit.entry WHERE action = 'log.restore'`)).toHaveLength(1);
  });

  it('is noticed by the service itself, where it was running all the while', async () => {
    const one = guards.open('gateway-4', feedUrls());
    await revoke(randomUUID());
    const before = await head();
    await caughtUp(one, before);
    await database.query('DELETE FROM revocation.event WHERE seq = $1', [before]);
    await database.query(`UPDATE revocation.log_head SET n = n - 1 WHERE log = 'event'`);
    await caughtUp(one, before + 1);
    const after = await head();
    expect(generationOf(after)).toBe(generationOf(before) + 1);
    await caughtUp(one, after);
    expect(await one.guard.check(credential({ pos: before }), bounded)).toMatchObject({ active: false });
    expect(await one.guard.check(credential({ pos: after }), bounded)).toMatchObject({ active: true });
  });
});
