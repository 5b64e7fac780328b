import { randomUUID } from 'node:crypto';
import { type Input, type scheduleRevocation } from '@strongroom/contracts';
import { runInContext } from '@strongroom/security-context';
import { testContext, testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CancelScheduledRevocation } from '../src/cancel-scheduled-revocation/cancel-scheduled-revocation.js';
import { ListScheduledRevocations } from '../src/list-scheduled-revocations/list-scheduled-revocations.js';
import { MakeScheduled } from '../src/make-scheduled/make-scheduled.js';
import { MakeScheduledLoop } from '../src/make-scheduled/make-scheduled.loop.js';
import { ReadHead } from '../src/read-head/read-head.js';
import { ScheduleRevocation } from '../src/schedule-revocation/schedule-revocation.js';
import { ShowRevocation } from '../src/show-revocation/show-revocation.js';
import { credential, gatewayGuards, type TestGuards } from './support/guards.js';
import { call, startReplica, type Replica } from './support/replica.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let replica: Replica;
let second: Replica;
let guards: TestGuards;

/** Their loops stand still: each test says when a pass is made. */
async function standing(): Promise<Replica> {
  const one = await startReplica(database);
  await one.module.get(MakeScheduledLoop).beforeApplicationShutdown();
  return one;
}

beforeAll(async () => {
  guards = await gatewayGuards();
});
beforeEach(async () => {
  database = await testDatabase();
  [replica, second] = await Promise.all([standing(), standing()]);
});
afterEach(async () => {
  await replica.close();
  await second.close();
  await database.close();
});
afterAll(() => guards.close());

type Asked = Partial<Input<typeof scheduleRevocation>>;
interface As {
  readonly tenant?: string;
  readonly emergency?: boolean;
  readonly key?: string;
}

const HOUR_MS = 3_600_000;
const inAnHour = (): string => new Date(Date.now() + HOUR_MS).toISOString();

function as<T>({ tenant = 'demo', emergency = false }: As, work: () => Promise<T>): Promise<T> {
  return runInContext(testContext({ tenant, scopes: emergency ? ['revocation:emergency'] : [] }), work);
}
function schedule(about: Asked = {}, who: As = {}) {
  const input = {
    scope: 'subject',
    target: 'sue',
    effective_at: inAnHour(),
    reason: 'account_closed',
    ...about,
  } as const;
  const facts = call(who.key === undefined ? {} : { idempotencyKey: who.key });
  return as(who, () => replica.module.get(ScheduleRevocation).execute(input, facts));
}
const list = (who: As = {}, about: { limit?: number; before?: string } = {}) =>
  as(who, () => replica.module.get(ListScheduledRevocations).execute({ limit: 100, ...about }));
const cancel = (scheduled_id: string, who: As = {}) =>
  as(who, () => replica.module.get(CancelScheduledRevocation).execute({ scheduled_id }));
const pass = (by = replica) => by.module.get(MakeScheduled).makeDue(AbortSignal.timeout(20_000));
/** The clock that decides is the database's, so it is the times in the database that a test moves. */
const timePasses = () =>
  database.query(`UPDATE revocation.scheduled SET effective_at = effective_at - interval '2 hours'`);
const events = (): Promise<Record<string, unknown>[]> =>
  database.query(`SELECT tenant, scope, target, reason, actor_id FROM revocation.event ORDER BY recorded_at`);
const audited = (action: string) => database.query(`SELECT target_id FROM audit.entry WHERE action = $1`, [action]);
const head = async (): Promise<number> => (await replica.module.get(ReadHead).execute({}, call())).seq;

describe('a scheduled revocation', () => {
  it('ends nothing before its time; at its time, all that was issued until then, and nothing issued later', async () => {
    const opened = guards.open('gateway-1', [replica.feedUrl]);
    await opened.bootstrapped;
    const isGood = async (pos: number): Promise<boolean> => {
      while (opened.status().appliedSeq < (await head())) await new Promise(setImmediate);
      return (await opened.guard.check(credential({ pos, subject: 'sue' }), { policy: 'strict' })).active;
    };
    const before = await head();
    const { scheduled_id } = await schedule();
    await pass();
    expect(await isGood(before)).toBe(true);
    await schedule({ target: 'somebody else' });
    await timePasses();
    const issuedLater = await head();
    expect(await pass()).toBe('idle');
    const { scheduled } = await list();
    expect(scheduled).toMatchObject([{ status: 'made' }, { status: 'made', scheduled_id }]);
    const revocation_id = scheduled[1]?.revocation_id ?? '';
    const shown = () => as({}, () => replica.module.get(ShowRevocation).execute({ revocation_id }));
    while ((await shown()).seq === null) await new Promise(setImmediate);
    expect([await isGood(issuedLater), await isGood(await head())]).toEqual([false, true]);
  });

  it('is made once, by whichever replicas and however often it is tried, in the name of who scheduled it', async () => {
    for (let n = 0; n < 20; n += 1) await schedule({ target: `subject-${n}` });
    await timePasses();
    await Promise.all([pass(), pass(second), pass(), pass(second)]);
    const made = await events();
    expect(new Set(made.map(({ target }) => target)).size).toBe(20);
    expect(made).toHaveLength(20);
    expect(made[0]).toMatchObject({ scope: 'subject', reason: 'account_closed', actor_id: 'test-client' });
    expect(await audited('subject.revoke')).toHaveLength(20);
  });

  it('is neither lost nor half made when its maker dies before the end of it', async () => {
    await schedule();
    await timePasses();
    await database.query(
      `CREATE FUNCTION public.die() RETURNS trigger LANGUAGE plpgsql
         AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$;
       ALTER FUNCTION public.die() SECURITY DEFINER;
       CREATE TRIGGER die BEFORE UPDATE OF status ON revocation.scheduled FOR EACH ROW EXECUTE FUNCTION public.die()`,
    );
    await expect(pass()).rejects.toThrow('1 of 1 scheduled revocations are not made');
    expect(await events()).toEqual([]);
    expect((await list()).scheduled).toMatchObject([{ status: 'waiting' }]);
    await database.query('DROP TRIGGER die ON revocation.scheduled');
    await pass(second);
    expect(await events()).toHaveLength(1);
    expect((await list()).scheduled).toMatchObject([{ status: 'made' }]);
  });

  it.each([
    ['token', randomUUID(), 'demo'],
    ['session', 'a-session', 'demo'],
    ['client', 'app', 'demo'],
    ['tenant', 'acme', 'acme'],
    ['signing_key', 'stolen', '*'],
    ['global', undefined, '*'],
  ] as const)('of the scope %s becomes the entry that revoking at once makes', async (scope, target, tenant) => {
    await schedule({ scope, target }, { emergency: true });
    await timePasses();
    await pass();
    expect(await events()).toMatchObject([{ tenant, scope, target: target ?? '' }]);
    expect((await list({ emergency: true })).scheduled).toMatchObject([{ status: 'made', target: target ?? null }]);
  });

  it('of a token that is revoked by then is that revocation', async () => {
    const target = randomUUID();
    await schedule({ scope: 'token', target });
    await schedule({ scope: 'token', target: target.toUpperCase() });
    await timePasses();
    await pass();
    expect(await events()).toHaveLength(1);
    const [one, other] = (await list()).scheduled;
    expect(one?.revocation_id).toEqual(expect.any(String));
    expect(one?.revocation_id).toBe(other?.revocation_id);
  });

  it('is refused for a time that has passed or is too far ahead, with the field, and nothing is scheduled', async () => {
    const refused = { code: 'err:revocation:invalid:effective-at', fields: [{ pointer: '/effective_at' }] };
    for (const aheadMs of [-1_000, 367 * 24 * HOUR_MS]) {
      const effective_at = new Date(Date.now() + aheadMs).toISOString();
      await expect(schedule({ effective_at })).rejects.toMatchObject(refused);
    }
    expect((await list()).scheduled).toEqual([]);
    expect(await audited('revocation.schedule')).toEqual([]);
  });

  it('with an idempotency key is one, also after it was made; another one with that key is refused', async () => {
    const effective_at = inAnHour();
    const first = await schedule({ effective_at }, { key: 'k' });
    expect(await schedule({ effective_at }, { key: 'k' })).toEqual(first);
    const conflict = { code: 'err:revocation:conflict:idempotency-key' };
    await expect(schedule({ effective_at, target: 'sam' }, { key: 'k' })).rejects.toMatchObject(conflict);
    await timePasses();
    await pass();
    await database.query(`UPDATE revocation.scheduled SET effective_at = effective_at + interval '2 hours'`);
    expect(await schedule({ effective_at }, { key: 'k' })).toMatchObject({
      ...first,
      status: 'made',
      settled_at: expect.any(String),
      revocation_id: expect.any(String),
    });
    expect((await list()).scheduled).toHaveLength(1);
    expect(await audited('revocation.schedule')).toHaveLength(1);
  });
});

describe('cancelling', () => {
  it('keeps it from being made, once and audited once, however often it is asked for', async () => {
    const { scheduled_id } = await schedule();
    const cancelled = await cancel(scheduled_id);
    expect(cancelled).toMatchObject({ status: 'cancelled', revocation_id: null });
    expect(await cancel(scheduled_id)).toEqual(cancelled);
    await timePasses();
    await pass();
    expect(await events()).toEqual([]);
    expect(await audited('revocation.cancel')).toEqual([{ target_id: 'sue' }]);
  });

  it('at the time when it is made is either in time or refused, never both', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { scheduled_id } = await schedule({ target: `round-${round}` });
      await timePasses();
      const [outcome] = await Promise.allSettled([cancel(scheduled_id), pass(), pass(second)]);
      // A cancellation that held the row while they looked leaves nothing for them.
      await pass();
      const isMade = (await events()).some(({ target }) => target === `round-${round}`);
      expect(isMade).toBe(outcome.status === 'rejected');
    }
  });

  it('of one that was made is refused, and names the revocation', async () => {
    const { scheduled_id } = await schedule();
    await timePasses();
    await pass();
    await expect(cancel(scheduled_id)).rejects.toMatchObject({ code: 'err:revocation:conflict:scheduled' });
    expect(await events()).toHaveLength(1);
  });
});

describe('what is scheduled', () => {
  it('is seen and cancelled by its tenant alone', async () => {
    const { scheduled_id } = await schedule();
    expect((await list({ tenant: 'acme', emergency: true })).scheduled).toEqual([]);
    const unknown = { code: 'err:revocation:unknown:scheduled' };
    await expect(cancel(scheduled_id, { tenant: 'acme', emergency: true })).rejects.toMatchObject(unknown);
  });

  it('and reaches beyond a tenant is scheduled, seen and cancelled by those alone who may revoke it at once', async () => {
    const beyond = { scope: 'tenant', target: 'acme' } as const;
    await expect(schedule(beyond)).rejects.toMatchObject({ code: 'err:access:denied:scope' });
    const { scheduled_id } = await schedule(beyond, { emergency: true });
    expect((await list()).scheduled).toEqual([]);
    await expect(cancel(scheduled_id)).rejects.toMatchObject({ code: 'err:revocation:unknown:scheduled' });
    expect(await cancel(scheduled_id, { tenant: 'ops', emergency: true })).toMatchObject({ status: 'cancelled' });
  });

  it('of a service is for those alone who may revoke it at once', async () => {
    const service = { scope: 'service', target: 'https://strongroom.test' } as const;
    await expect(schedule(service)).rejects.toMatchObject({ code: 'err:access:denied:scope' });
    await schedule(service, { emergency: true });
    expect((await list()).scheduled).toMatchObject([service]);
  });

  it('is listed newest first, page by page', async () => {
    for (const target of ['a', 'b', 'c']) await schedule({ target });
    const first = await list({}, { limit: 2 });
    expect(first.scheduled.map(({ target }) => target)).toEqual(['c', 'b']);
    const last = await list({}, { limit: 2, before: first.next ?? '' });
    expect({ targets: last.scheduled.map(({ target }) => target), next: last.next }).toEqual({
      targets: ['a'],
      next: null,
    });
  });
});
