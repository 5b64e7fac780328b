import { randomUUID } from 'node:crypto';
import { cleanupTypes, type PlanReport } from '@strongroom/contracts';
import { PLATFORM, retentionPolicies } from '@strongroom/retention';
import { runInContext, serviceContext } from '@strongroom/security-context';
import { inTenant, testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addTokens, cleanupReplica, type CleanupReplica } from './cleanup-replica.js';

let database: TestDatabase;
let replica: CleanupReplica;

beforeAll(async () => {
  database = await testDatabase();
  replica = await cleanupReplica(database);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.query('TRUNCATE auth.token, orders.idempotency_claim, orders.inbox, cleanup.plan CASCADE');
  await database.query('UPDATE cleanup.lease SET holder = NULL');
  await database.query('TRUNCATE audit.entry');
});

const plan = (tenant: string, rowsMax = 100_000): Promise<PlanReport> =>
  inTenant(tenant, () => replica.makePlan.execute({ rows_max: rowsMax }));
const planAll = (): Promise<PlanReport> =>
  runInContext(serviceContext('cleanup', PLATFORM), () => replica.makePlan.forAllTenants({ rows_max: 100_000 }));
const gone = new AbortController();
gone.abort();
/** Requests the run and does not wait for it: nothing in these tests runs unless it is told to. */
const request = (tenant: string, planId: string): Promise<PlanReport> =>
  inTenant(tenant, () => replica.runPlan.execute({ plan_id: planId }, { signal: gone.signal }));
const show = (tenant: string, planId: string): Promise<PlanReport> =>
  inTenant(tenant, () => replica.showPlan.execute({ plan_id: planId }));
async function carryOut(by: CleanupReplica = replica): Promise<void> {
  while ((await by.carryOut.next()) === 'more');
}
const tokens = async (): Promise<number> => (await database.query('SELECT FROM auth.token')).length;
const expireLease = (): Promise<unknown> =>
  database.query(`UPDATE cleanup.lease SET held_until = now() - interval '1 second'`);

describe('a plan', () => {
  it('counts exactly what is due, deletes nothing, and says how much and how old it is', async () => {
    await addTokens(database, 'a', 3);
    await addTokens(database, 'a', 2, 3_600);
    await database.query(
      `INSERT INTO orders.idempotency_claim (tenant, scope, key, expires_at, fingerprint, order_id)
       VALUES ('a', 's', 'k', now() - interval '1 hour', 'f', $1)`,
      [randomUUID()],
    );
    const report = await plan('a');
    expect(report).toMatchObject({
      state: 'made',
      capped: false,
      finished_at: null,
      totals: { planned: 4, deleted: 0, extended: 0, gone: 0, locked: 0 },
    });
    expect(report.counts.map(({ type, tenant, planned }) => ({ type, tenant, planned }))).toEqual([
      { type: 'idempotency-claims', tenant: 'a', planned: 1 },
      { type: 'tokens', tenant: 'a', planned: 3 },
    ]);
    expect(report.totals.bytes).toBeGreaterThan(0);
    await expect(tokens()).resolves.toBe(5);
  });

  it('is about the tenant of whoever makes it, and nobody else can see or run it', async () => {
    await addTokens(database, 'a', 1);
    await addTokens(database, 'b', 2);
    const report = await plan('a');
    expect(report.totals.planned).toBe(1);
    const unknown = { code: 'err:cleanup:unknown:plan' };
    await expect(show('b', report.plan_id)).rejects.toMatchObject(unknown);
    await expect(request('b', report.plan_id)).rejects.toMatchObject(unknown);
    await request('a', report.plan_id);
    await carryOut();
    await expect(tokens()).resolves.toBe(2);
  });

  it('of the schedule is about all tenants and the platform, and counts each on its own', async () => {
    await addTokens(database, 'a', 2);
    await addTokens(database, 'b', 3);
    await database.query(
      `INSERT INTO revocation.guard_report (service, guard, seq, applied_at, expires_at)
       VALUES ('gateway', '1', 1, now(), now() - interval '1 hour')`,
    );
    const report = await planAll();
    expect(report.counts).toMatchObject([
      { type: 'guard-reports', tenant: PLATFORM, planned: 1 },
      { type: 'tokens', tenant: 'a', planned: 2 },
      { type: 'tokens', tenant: 'b', planned: 3 },
    ]);
    await request(PLATFORM, report.plan_id);
    await carryOut();
    await expect(show(PLATFORM, report.plan_id)).resolves.toMatchObject({
      state: 'finished',
      totals: { planned: 6, deleted: 6 },
    });
    await database.query('TRUNCATE revocation.guard_report');
  });

  it('holds the oldest rows first, at most as many as asked for, and says that there are more', async () => {
    const [oldest] = await addTokens(database, 'a', 1, -7_200);
    await addTokens(database, 'a', 2);
    const report = await plan('a', 1);
    expect(report).toMatchObject({ capped: true, totals: { planned: 1 } });
    await request('a', report.plan_id);
    await carryOut();
    await expect(database.query('SELECT FROM auth.token WHERE jti = $1', [oldest])).resolves.toEqual([]);
    await expect(tokens()).resolves.toBe(2);
    await expect(plan('a', 2)).resolves.toMatchObject({ capped: false, totals: { planned: 2 } });
  });

  it('that holds nothing is finished as soon as it is run', async () => {
    const { plan_id } = await plan('a');
    await request('a', plan_id);
    await carryOut();
    await expect(show('a', plan_id)).resolves.toMatchObject({ state: 'finished', counts: [] });
  });

  it('made under other rules is refused, and nothing is deleted', async () => {
    await addTokens(database, 'a', 1);
    const { plan_id } = await plan('a');
    await database.query(`UPDATE cleanup.plan SET policy_hash = 'older rules'`);
    await expect(request('a', plan_id)).rejects.toMatchObject({ code: 'err:cleanup:conflict:policy-changed' });
    await carryOut();
    await expect(tokens()).resolves.toBe(1);
  });

  it('knows the same types as the contract', () => {
    expect(cleanupTypes.toSorted()).toEqual(retentionPolicies.map(({ type }) => type).toSorted());
  });
});

describe('the run of a plan', () => {
  it('accounts for every planned row: deleted, extended, gone and locked, whatever comes in between', async () => {
    const [extended, deletedByOthers, held] = await addTokens(database, 'a', 8);
    const { plan_id, totals } = await plan('a');
    expect(totals.planned).toBe(8);
    await addTokens(database, 'a', 5);
    await database.query(`UPDATE auth.token SET expires_at = now() + interval '1 hour' WHERE jti = $1`, [extended]);
    await database.query('DELETE FROM auth.token WHERE jti = $1', [deletedByOthers]);
    const holder = (await database.asAdmin()).createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT FROM auth.token WHERE jti = $1 FOR UPDATE', [held]);
    await request('a', plan_id);
    await carryOut();
    await holder.rollbackTransaction();
    await holder.release();
    await expect(show('a', plan_id)).resolves.toMatchObject({
      state: 'finished',
      totals: { planned: 8, deleted: 5, extended: 1, gone: 1, locked: 1 },
    });
    await expect(tokens()).resolves.toBe(1 + 1 + 5);
  });

  it('answers with the finished report when it is done within a moment', async () => {
    await addTokens(database, 'a', 2);
    const { plan_id } = await plan('a');
    const patient = new AbortController();
    const answer = inTenant('a', () => replica.runPlan.execute({ plan_id }, { signal: patient.signal }));
    const woken = Promise.withResolvers<undefined>();
    const stop = replica.signals.listen('cleanup.plan requested', () => {
      woken.resolve(undefined);
    });
    await woken.promise;
    await carryOut();
    stop();
    await expect(answer).resolves.toMatchObject({ state: 'finished', totals: { planned: 2, deleted: 2 } });
  });

  it('happens once, however often it is requested', async () => {
    await addTokens(database, 'a', 2);
    const { plan_id } = await plan('a');
    await Promise.all([1, 2, 3].map(() => request('a', plan_id)));
    await carryOut();
    await expect(request('a', plan_id)).resolves.toMatchObject({ state: 'finished', totals: { deleted: 2 } });
    const audited = await database.query<{ action: string }>('SELECT action FROM audit.entry ORDER BY recorded_at');
    expect(audited.map(({ action }) => action)).toEqual([
      'cleanup.plan.make',
      'cleanup.plan.run',
      'cleanup.plan.finish',
    ]);
  });

  it('goes on behind the last batch after a crash at any batch, and counts nothing twice', async () => {
    const batches = 4;
    for (let crashAfter = 0; crashAfter <= batches; crashAfter += 1) {
      await addTokens(database, 'a', 2_000);
      const { plan_id } = await plan('a');
      await request('a', plan_id);
      await replica.carryOut.release();
      const dying = await cleanupReplica(database);
      for (let done = 0; done < crashAfter; done += 1) await dying.carryOut.next();
      await expect(show('a', plan_id)).resolves.toMatchObject({ totals: { deleted: 500 * crashAfter } });
      await expireLease();
      await carryOut();
      await expect(show('a', plan_id)).resolves.toMatchObject({
        state: 'finished',
        totals: { planned: 2_000, deleted: 2_000 },
      });
      await expect(tokens()).resolves.toBe(0);
    }
  });

  it('takes a batch back whole when the process dies inside it', async () => {
    await addTokens(database, 'a', 1_000);
    const { plan_id } = await plan('a');
    await request('a', plan_id);
    await database.query('ALTER TABLE cleanup.plan_count ADD CONSTRAINT dies CHECK (deleted < 600)');
    await replica.carryOut.next();
    await expect(replica.carryOut.next()).rejects.toMatchObject({ sqlState: '23514' });
    await expect(tokens()).resolves.toBe(500);
    await database.query('ALTER TABLE cleanup.plan_count DROP CONSTRAINT dies');
    await carryOut();
    await expect(show('a', plan_id)).resolves.toMatchObject({ totals: { planned: 1_000, deleted: 1_000 } });
  });

  it('lets others go first when a batch fails, and is given up after five failures in a row', async () => {
    await addTokens(database, 'a', 1);
    await addTokens(database, 'b', 1);
    const [ill, well] = [await plan('a'), await plan('b')];
    await request('a', ill.plan_id);
    await request('b', well.plan_id);
    await database.query(`ALTER TABLE cleanup.plan_count ADD CONSTRAINT ill CHECK (tenant <> 'a' OR deleted = 0)`);
    await expect(replica.carryOut.next()).rejects.toThrow();
    while ((await show('b', well.plan_id)).state === 'running') await replica.carryOut.next();
    await expect(show('a', ill.plan_id)).resolves.toMatchObject({ state: 'running' });
    for (let failures = 1; failures < 5; failures += 1) await expect(replica.carryOut.next()).rejects.toThrow();
    await expect(replica.carryOut.next()).resolves.toBe('idle');
    await expect(show('a', ill.plan_id)).resolves.toMatchObject({ state: 'failed', totals: { deleted: 0 } });
    await expect(tokens()).resolves.toBe(1);
    await database.query('ALTER TABLE cleanup.plan_count DROP CONSTRAINT ill');
  });

  it('is led by one process: a former leader does nothing, even when it believes that it still leads', async () => {
    await addTokens(database, 'a', 1_500);
    const { plan_id } = await plan('a');
    await request('a', plan_id);
    const later = await cleanupReplica(database);
    await expect(replica.carryOut.next()).resolves.toBe('more');
    await expect(later.carryOut.next()).resolves.toBe('idle');
    await expireLease();
    await expect(later.carryOut.next()).resolves.toBe('more');
    await expect(replica.carryOut.next()).resolves.toBe('idle');
    await expect(show('a', plan_id)).resolves.toMatchObject({ totals: { deleted: 1_000 } });
    await later.carryOut.release();
    await carryOut();
    await expect(show('a', plan_id)).resolves.toMatchObject({ totals: { deleted: 1_500 } });
  });

  it('refuses a leader whose fence is older than the plan’s', async () => {
    await addTokens(database, 'a', 1);
    const { plan_id } = await plan('a');
    await request('a', plan_id);
    await database.query('UPDATE cleanup.plan SET fence = 1000000');
    await expect(replica.carryOut.next()).resolves.toBe('idle');
    await expect(tokens()).resolves.toBe(1);
  });
});

describe('the route of older systems', () => {
  const clean = (dryRun: boolean): ReturnType<CleanupReplica['cleanExpiredTokens']['execute']> =>
    inTenant('a', () =>
      replica.cleanExpiredTokens.execute(
        { token_types: ['tokens'], batch_size: 100, dry_run: dryRun },
        { signal: gone.signal },
      ),
    );
  const task = (id: string): ReturnType<CleanupReplica['showTask']['execute']> =>
    inTenant('a', () => replica.showTask.execute({ task_id: id }));

  it('counts in a dry run and deletes nothing', async () => {
    await addTokens(database, 'a', 2);
    await expect(clean(true)).resolves.toMatchObject({ status: 'planned', total: 2, deleted: 0 });
    await carryOut();
    await expect(tokens()).resolves.toBe(2);
  });

  it('deletes otherwise, and its task tells how far it has come', async () => {
    const [extended] = await addTokens(database, 'a', 2);
    const { task_id, status } = await clean(false);
    expect(status).toBe('running');
    await database.query(`UPDATE auth.token SET expires_at = now() + interval '1 hour' WHERE jti = $1`, [extended]);
    await carryOut();
    await expect(task(task_id)).resolves.toMatchObject({ status: 'completed', total: 2, deleted: 1, skipped: 1 });
  });
});

describe('the hourly cleanup', () => {
  it('plans and deletes for all tenants until nothing more is due', async () => {
    await addTokens(database, 'a', 3);
    await addTokens(database, 'b', 3);
    const worker = new AbortController();
    const stop = replica.signals.listen('cleanup.plan requested', (payload) => {
      if (payload === '' && !worker.signal.aborted) void carryOut();
    });
    await replica.hourly.execute(worker.signal);
    worker.abort();
    stop();
    await expect(tokens()).resolves.toBe(0);
    await expect(database.query('SELECT state, tenant FROM cleanup.plan')).resolves.toEqual([
      { state: 'finished', tenant: PLATFORM },
    ]);
  });
});
