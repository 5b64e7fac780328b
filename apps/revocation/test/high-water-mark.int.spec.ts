import { randomUUID } from 'node:crypto';
import { setTimeout as nextTurn } from 'node:timers/promises';
import { generationOf } from '@strongroom/guard';
import { inTenant, testDatabase, testVaultLogin, type TestDatabase } from '@strongroom/testing';
import { type SecretStore } from '@strongroom/vault';
import { register } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ReadHead } from '../src/read-head/read-head.js';
import { HighWaterMark } from '../src/restored-log/high-water-mark.js';
import { RevokeToken } from '../src/revoke-token/revoke-token.js';
import { credential, gatewayGuards, type TestGuards } from './support/guards.js';
import { relayTo, type Relay } from './support/relay.js';
import { call, markPathOf, secretStoreOf, startReplica, type Replica, type ReplicaTerms } from './support/replica.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let secrets: { store: SecretStore; close: () => unknown };
let guards: TestGuards;
let vault: Relay;
let replicas: Replica[];

beforeAll(async () => {
  secrets = await secretStoreOf('revocation');
  guards = await gatewayGuards();
  vault = await relayTo(testVaultLogin('revocation').address);
});
afterAll(async () => {
  await guards.close();
  secrets.close();
  await vault.close();
});
beforeEach(async () => {
  database = await testDatabase();
  replicas = [];
});
afterEach(async () => {
  vault.mend();
  await stopAll();
  await database.close();
});

/** With a Redis that has nothing. */
const start = async (terms: ReplicaTerms = {}): Promise<Replica> => {
  const replica = await startReplica(database, terms);
  replicas.push(replica);
  return replica;
};
const stopAll = async (): Promise<void> => {
  for (const replica of replicas.splice(0)) await replica.close();
};
const headOf = async ({ module }: Replica): Promise<number> => (await module.get(ReadHead).execute({}, call())).seq;
const revoke = ({ module }: Replica, jti: string = randomUUID()): ReturnType<RevokeToken['execute']> =>
  inTenant('demo', () => module.get(RevokeToken).execute({ jti, reason: 'admin' }, call()));
const marked = async (version?: number): Promise<number> => {
  const stored = await secrets.store.read(markPathOf(database), version === undefined ? {} : { version });
  return Number(stored?.data['seq']?.reveal() ?? 0);
};
const untilMarked = async (seq: number): Promise<void> => {
  while ((await marked()) < seq) await nextTurn(5);
};
const untilGeneration = async (replica: Replica, generation: number): Promise<number> => {
  for (;;) {
    const head = await headOf(replica);
    if (generationOf(head) === generation && head % 2 ** 40 > 0) return head;
    await nextTurn(5);
  }
};
const forgetLast = async (): Promise<void> => {
  await database.query('DELETE FROM revocation.event WHERE seq = (SELECT max(seq) FROM revocation.event)');
  await database.query(`UPDATE revocation.log_head SET n = n - 1 WHERE log = 'event'`);
};
const unmarked = async (): Promise<number | undefined> =>
  (await register.getMetricsAsJSON()).find(({ name }) => name === 'strongroom_revocation_unmarked')?.values[0]?.value;
const restoresNoticed = async (): Promise<number> =>
  (await database.query(`SELECT 1 FROM audit.entry WHERE action = 'log.restore'`)).length;

describe('the mark of the revocation log in the secret store', () => {
  it('tells of a restore that no guard, no Redis and no process lived through: all that was issued before is refused', async () => {
    const before = await start();
    await revoke(before);
    const lost = randomUUID();
    await revoke(before, lost);
    const end = await headOf(before);
    await stopAll();
    await forgetLast();

    const [one, other] = await Promise.all([start(), start()]);
    const after = await untilGeneration(one, 2);
    await untilGeneration(other, 2);
    const { guard, status, bootstrapped } = guards.open('gateway-1', [one.feedUrl]);
    await bootstrapped;
    while (status().appliedSeq < after) await nextTurn(5);
    const verdict = await guard.check(credential({ jti: lost, pos: end }), { policy: 'bounded' });
    expect(verdict).toMatchObject({ reason: { code: 'revoked' } });
    expect(await guard.check(credential({ pos: after }), { policy: 'bounded' })).toMatchObject({ active: true });
    expect(await restoresNoticed()).toBe(1);
  });

  it('is no reason to end everything where an operator has accepted the restored log', async () => {
    const before = await start();
    const [kept, lost] = [randomUUID(), randomUUID()];
    await revoke(before, kept);
    await revoke(before, lost);
    const end = await headOf(before);
    await stopAll();
    await forgetLast();
    // What `strongroom revocation accept-restored-log` does.
    await database.query(`UPDATE revocation.log_head SET generation = 2, n = 0 WHERE log = 'event'`);

    const one = await start();
    const { guard, status, bootstrapped } = guards.open('gateway-1', [one.feedUrl]);
    await bootstrapped;
    const check = (jti: string) => guard.check(credential({ jti, pos: end }), { policy: 'bounded' });
    expect(await check(kept)).toMatchObject({ reason: { code: 'revoked' } });
    expect(await check(lost)).toMatchObject({ active: true });
    const again = await revoke(one, lost);
    expect(again).toMatchObject({ status: 'sealed', seq: 2 * 2 ** 40 + 1 });
    while (status().appliedSeq <= 2 * 2 ** 40) await nextTurn(5);
    expect(await check(lost)).toMatchObject({ reason: { code: 'revoked' } });
    await untilMarked(2 * 2 ** 40 + 1);
    expect(await restoresNoticed()).toBe(0);
  });

  it('is the end of the log as soon as nothing is being revoked, without an orderly stop', async () => {
    const one = await start();
    await revoke(one);
    await untilMarked(await headOf(one));
    expect(await marked()).toBe(await headOf(one));
  });

  it('is exact when the service stops in order, and a log that was not restored goes on in its generation', async () => {
    const one = await start();
    for (let n = 0; n < 5; n += 1) await revoke(one);
    const end = await headOf(one);
    await stopAll();
    expect(await marked()).toBe(end);
    const again = await start();
    await revoke(again);
    expect([await headOf(again), await restoresNoticed()]).toEqual([end + 1, 0]);
  });

  it('tells of a restored log that has given its place to another entry meanwhile', async () => {
    const one = await start();
    await revoke(one);
    const end = await headOf(one);
    await stopAll();
    await database.query('UPDATE revocation.event SET id = gen_random_uuid() WHERE seq = $1', [end]);
    await untilGeneration(await start(), 2);
    expect(await restoresNoticed()).toBe(1);
  });

  it('holds nobody up while the secret store is away, says how far behind it is, and catches up when it is back', async () => {
    const one = await start({ vault: { address: vault.url } });
    await revoke(one);
    await untilMarked(await headOf(one));
    const markedBefore = await marked();
    vault.cut();
    expect(await revoke(one)).toMatchObject({ status: 'sealed' });
    expect(await revoke(one)).toMatchObject({ status: 'sealed' });
    expect(await marked()).toBe(markedBefore);
    while ((await unmarked()) !== 2) await nextTurn(5);
    vault.mend();
    await untilMarked(markedBefore + 2);
    while ((await unmarked()) !== 0) await nextTurn(5);
    expect(await restoresNoticed()).toBe(0);
  });

  it('is needed for a start: a service that cannot tell where its log ended serves nobody', async () => {
    await secrets.store.write(markPathOf(database), { seq: 'far' }, { cas: 0 });
    await expect(start()).rejects.toThrow('does not hold a place in the log');
    await secrets.store.delete(markPathOf(database), [1]);
    const one = await start();
    await revoke(one);
    await untilMarked(await headOf(one));
  });

  it('only ever rises, also when two replicas take themselves for the writer', async () => {
    const [one, other] = [await start(), await start()];
    for (let n = 0; n < 10; n += 1) {
      await revoke(one);
      const head = await headOf(one);
      for (const { module } of [one, other]) module.get(HighWaterMark).sealedUpTo(head);
    }
    const end = await headOf(one);
    await untilMarked(end);
    await stopAll();
    const versions = (await secrets.store.history(markPathOf(database)))?.versions ?? [];
    const seqs = await Promise.all(versions.map(({ version }) => marked(version)));
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
    expect([seqs.at(-1), await restoresNoticed()]).toEqual([end, 0]);
    expect(seqs.length).toBeGreaterThan(1);
  });
});
