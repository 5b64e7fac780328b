import { HttpFeedSource, PairKeyCredentials } from '@strongroom/guard';
import { addOutsideGuard, removeOutsideGuard, secretKeyOf, type OutsideGuardKey } from '@strongroom/platform';
import { inTenant, testDatabase, type TestDatabase } from '@strongroom/testing';
import { register } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { GuardReports } from '../src/guards/guard-reports.js';
import { ReadHead } from '../src/read-head/read-head.js';
import { RevokeEverything } from '../src/revoke-everything/revoke-everything.js';
import { gatewayGuards, type TestGuards } from './support/guards.js';
import { call, secretStoreOf, startReplica, type Replica } from './support/replica.js';

jest.setTimeout(60_000);

const APPLICATION = 'feed-claims-shop';
const GENERATION = 2 ** 40;
/** A claim is looked into for a second before it is refused. */
const ANSWER_WITHIN = { events: 5_000, snapshot: 5_000 };

let database: TestDatabase;
let replica: Replica;
let guards: TestGuards;
let ops: Awaited<ReturnType<typeof secretStoreOf>>;
let own: OutsideGuardKey;

beforeAll(async () => {
  database = await testDatabase();
  replica = await startReplica(database);
  guards = await gatewayGuards();
  ops = await secretStoreOf('ops');
  own = await addOutsideGuard(ops.store, APPLICATION);
  await inTenant('demo', () => replica.module.get(RevokeEverything).execute({ reason: 'admin' }, call()));
});
afterAll(async () => {
  await removeOutsideGuard(ops.store, APPLICATION);
  ops.close();
  await guards.close();
  await replica.close();
  await database.close();
});

const head = async (): Promise<number> => (await replica.module.get(ReadHead).execute({}, call())).seq;
const restores = async (): Promise<number> =>
  (await database.query(`SELECT 1 FROM audit.entry WHERE action = 'log.restore'`)).length;
const refusals = async (claim: string): Promise<number> => {
  const metric = (await register.getMetricsAsJSON()).find(
    ({ name }) => name === 'strongroom_revocation_feed_refusals_total',
  );
  return metric?.values.find(({ labels }) => labels['claim'] === claim)?.value ?? 0;
};

function outside(guard: string): HttpFeedSource {
  const pairKey = { keyId: own.keyId, key: secretKeyOf(own) };
  const credentials = new PairKeyCredentials({ service: APPLICATION, guard, pairKey: () => pairKey });
  return new HttpFeedSource({ urls: [replica.feedUrl], credentials, keys: guards.keys, timeoutMs: ANSWER_WITHIN });
}
const ours = (guard: string): HttpFeedSource => guards.source(guard, [replica.feedUrl], ANSWER_WITHIN);

function claim(source: HttpFeedSource, after: number): Promise<unknown> {
  const report = { seq: after, appliedAtMs: performance.now() };
  return source.events({ after, waitMs: 0, report, signal: AbortSignal.timeout(10_000) });
}

describe('a claim to have seen more than the log holds', () => {
  it.each([
    ['the next place', (end: number) => end + 1],
    ['a place of the next generation', (end: number) => end + GENERATION],
    ['the last place that there can be', () => Number.MAX_SAFE_INTEGER],
  ])('changes nothing where an application outside makes it: %s', async (what, placeOf) => {
    const before = { head: await head(), restores: await restores(), refusals: await refusals('place') };
    const guard = `${APPLICATION}-${what.replaceAll(' ', '-')}`;
    await expect(claim(outside(guard), placeOf(before.head))).rejects.toThrow(/answered 400/);
    expect(await head()).toBe(before.head);
    expect(await restores()).toBe(before.restores);
    expect(await refusals('place')).toBe(before.refusals + 1);
    await replica.module.get(GuardReports).flush();
    expect(await database.query('SELECT 1 FROM revocation.guard WHERE guard = $1', [guard])).toHaveLength(0);
  });

  it.each([
    ['two generations ahead', (end: number) => end + 2 * GENERATION],
    ['the last place that there can be', () => Number.MAX_SAFE_INTEGER],
  ])('changes nothing where a service makes one that no log of ours can have come to: %s', async (_what, placeOf) => {
    const before = { head: await head(), restores: await restores() };
    await expect(claim(ours('gateway-far-ahead'), placeOf(before.head))).rejects.toThrow(/answered 400/);
    expect(await head()).toBe(before.head);
    expect(await restores()).toBe(before.restores);
  });

  it('is refused where a guard reports to have applied what it has not read', async () => {
    const end = await head();
    const report = { seq: end + 1, appliedAtMs: performance.now() };
    const asking = ours('gateway-boasts').events({ after: end, waitMs: 0, report, signal: call().signal });
    await expect(asking).rejects.toThrow(/answered 400/);
  });

  it('does not keep an application outside from following the log', async () => {
    const end = await head();
    expect(await claim(outside(`${APPLICATION}-honest`), end)).toMatchObject({ after: end, through: end, head: end });
  });

  it('is not even looked into under the name of a guard of ours', async () => {
    const before = await refusals('guard');
    await expect(claim(outside('gateway-1'), await head())).rejects.toThrow(/answered 400/);
    expect(await refusals('guard')).toBe(before + 1);
  });
});
