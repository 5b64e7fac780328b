import { randomUUID } from 'node:crypto';
import { setTimeout as nextTurn } from 'node:timers/promises';
import { type OpenedGuard } from '@strongroom/guard';
import { uuidv7 } from '@strongroom/kernel';
import { Database, Transactions } from '@strongroom/persistence';
import { inTenant, testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { FeedAnswers } from '../src/feed/feed-answers.js';
import { LogTail } from '../src/log/log-tail.js';
import { GuardReports } from '../src/guards/guard-reports.js';
import { ReadHead } from '../src/read-head/read-head.js';
import { RevokeSubject } from '../src/revoke-subject/revoke-subject.js';
import { RevokeToken } from '../src/revoke-token/revoke-token.js';
import { RevokeTokenStore } from '../src/revoke-token/revoke-token.store.js';
import { ShowPropagation } from '../src/show-propagation/show-propagation.js';
import { credential, gatewayGuards, type TestGuards } from './support/guards.js';
import { call, startReplica, type Replica } from './support/replica.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let replicas: [Replica, Replica];
let guards: TestGuards;
const opened: OpenedGuard[] = [];

beforeAll(async () => {
  database = await testDatabase();
  replicas = [await startReplica(database), await startReplica(database)];
  guards = await gatewayGuards();
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});
afterAll(async () => {
  await guards.close();
  for (const replica of replicas) await replica.close();
  await database.close();
});

const reason = 'admin' as const;
const bounded = { policy: 'bounded' } as const;

async function openGuard(from: readonly Replica[] = replicas, name = `gateway-${randomUUID()}`): Promise<OpenedGuard> {
  const one = guards.open(
    name,
    from.map(({ feedUrl }) => feedUrl),
  );
  opened.push(one);
  await one.bootstrapped;
  return one;
}

async function sealed(outcome: Promise<{ readonly status: string; readonly seq?: number }>): Promise<number> {
  const { seq } = await outcome;
  if (seq === undefined) throw new Error('not sealed');
  return seq;
}
const revokeToken = (jti: string, tenant = 'demo', by = replicas[0]): Promise<number> =>
  sealed(inTenant(tenant, () => by.module.get(RevokeToken).execute({ jti, reason }, call())));
const revokeSubject = (subject: string, by = replicas[0]): Promise<number> =>
  sealed(inTenant('demo', () => by.module.get(RevokeSubject).execute({ subject, reason }, call())));
const head = async (by = replicas[0]): Promise<number> => (await by.module.get(ReadHead).execute({}, call())).seq;
const propagation = (seq: number, by = replicas[0], tenant = 'demo') =>
  inTenant(tenant, () => by.module.get(ShowPropagation).execute({ seq }));

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await nextTurn(2);
}
const caughtUp = (guard: OpenedGuard, seq: number): Promise<void> => until(() => guard.status().appliedSeq >= seq);

describe('a guard that follows the feed', () => {
  it('knows at its birth what was revoked before it', async () => {
    const jti = randomUUID();
    await revokeToken(jti);
    const { guard, status } = await openGuard();
    expect(status()).toMatchObject({ ready: true, consecutiveFaults: 0 });
    expect(await guard.check(credential({ jti, pos: 0 }), bounded)).toMatchObject({ reason: { code: 'revoked' } });
    expect(await guard.check(credential({ jti: randomUUID(), pos: 0 }), bounded)).toMatchObject({ active: true });
  });

  it('refuses a credential that was good a moment ago, of this tenant only', async () => {
    const { guard, ...rest } = await openGuard();
    const jti = randomUUID();
    const pos = await head();
    expect(await guard.check(credential({ jti, pos }), bounded)).toMatchObject({ active: true, confirmed: true });
    await caughtUp({ guard, ...rest }, await revokeToken(jti, 'demo', replicas[1]));
    expect(await guard.check(credential({ jti, pos }), bounded)).toMatchObject({ reason: { code: 'revoked' } });
    expect(await guard.check(credential({ tenant: 'other', jti, pos }), bounded)).toMatchObject({ active: true });
  });

  it('ends what a subject had up to the revocation, and accepts what it gets after it has returned', async () => {
    const one = await openGuard();
    const subject = randomUUID();
    const before = credential({ subject, pos: await head() });
    await caughtUp(one, await revokeSubject(subject));
    const after = credential({ subject, pos: await head() });
    expect(await one.guard.check(before, bounded)).toMatchObject({ reason: { code: 'revoked' } });
    expect(await one.guard.check(after, bounded)).toMatchObject({ active: true });
  });

  it('is answered once for all that comes while it lets its news be kept back', async () => {
    const after = await head();
    const { module } = replicas[0];
    const [tail, enough] = [module.get(LogTail), new AbortController()];
    const held = {
      holdMs: 60_000,
      waitMs: 60_000,
      receivedAtMs: performance.now(),
      isOurs: true,
      signal: enough.signal,
    };
    const answer = module.get(FeedAnswers).events({ after, ...held });
    const last = (await revokeToken(randomUUID())) && (await revokeToken(randomUUID()));
    await until(() => tail.through >= last);
    expect(await Promise.race([answer, Promise.resolve('kept back')])).toBe('kept back');
    enough.abort();
    expect(await answer).toMatchObject({ after, through: last, entries: [{ seq: last - 1 }, { seq: last }] });
  });

  it('loses nothing of transactions that commit in another order than they began', async () => {
    const one = await openGuard();
    const [slow, quick] = [randomUUID(), randomUUID()];
    const [recorded, mayCommit] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const { module } = replicas[0];
    const late = inTenant('demo', () =>
      module.get(Transactions).run(async () => {
        await module.get(RevokeTokenStore).record({ jti: slow, reason, note: undefined });
        recorded.resolve(undefined);
        await mayCommit.promise;
      }),
    );
    await recorded.promise;
    const quickSeq = await revokeToken(quick);
    await caughtUp(one, quickSeq);
    expect(await one.guard.check(credential({ jti: slow, pos: 0 }), bounded)).toMatchObject({ active: true });
    mayCommit.resolve(undefined);
    await late;
    const pos = await head();
    expect(pos).toBe(quickSeq + 1);
    await caughtUp(one, pos);
    expect(await one.guard.check(credential({ jti: slow, pos: 0 }), bounded)).toMatchObject({
      reason: { code: 'revoked' },
    });
  });

  it('goes on at another replica when its own is gone', async () => {
    const mortal = await startReplica(database);
    const one = await openGuard([mortal, replicas[1]]);
    await mortal.close();
    const jti = randomUUID();
    await caughtUp(one, await revokeToken(jti, 'demo', replicas[1]));
    expect(await one.guard.check(credential({ jti, pos: 0 }), bounded)).toMatchObject({ reason: { code: 'revoked' } });
  });

  it('is told of nothing that has expired, and of everything else in one snapshot, however long the log is', async () => {
    const db = replicas[0].module.get(Database);
    const [expired, live] = [randomUUID(), randomUUID()];
    const insert = (target: string, expiresIn: string): Promise<unknown> =>
      inTenant('demo', () =>
        replicas[0].module.get(Transactions).run(() =>
          db.execute(
            `INSERT INTO revocation.event (id, tenant, scope, target, id128, reason, actor_type, actor_id, expires_at)
             VALUES ($1, 'demo', 'token', $2, decode(md5($2), 'hex'), 'admin', 'system', 't', clock_timestamp() + $3::interval)`,
            [uuidv7(), target, expiresIn],
          ),
        ),
      );
    await insert(expired, '-1 second');
    await insert(live, '1 hour');
    const pos = await head();
    const source = guards.source('gateway-snapshot', [replicas[0].feedUrl]);
    await until(async () => (await source.snapshot({ after: 0, signal: call().signal })).through >= pos);
    const page = await source.snapshot({ after: pos - 2, signal: call().signal });
    expect(page).toMatchObject({ after: pos - 2, through: pos, head: pos });
    expect(page.entries.map(({ seq }) => seq)).toEqual([pos]);
    const whole = await source.snapshot({ after: 0, signal: call().signal });
    expect(whole.remaining).toBe(whole.entries.length);
    const asEvents = await source.events({ after: pos - 2, waitMs: 0, report: undefined, signal: call().signal });
    expect(asEvents.entries.map(({ seq }) => seq)).toEqual([pos - 1, pos]);
  });

  it('gets all of a log that is longer than what its replica has in memory', async () => {
    const seqs = [await revokeToken(randomUUID()), await revokeToken(randomUUID())];
    const newcomer = await startReplica(database);
    const source = guards.source('gateway-behind', [newcomer.feedUrl]);
    await until(() => (newcomer.module.get(LogTail).state?.head ?? 0) >= (seqs[1] ?? Infinity));
    const after = (seqs[0] ?? 0) - 1;
    const batch = await source.events({ after, waitMs: 0, report: undefined, signal: call().signal });
    expect(batch.entries.map(({ seq }) => seq).slice(0, 2)).toEqual(seqs);
    await newcomer.close();
  });
});

describe('the door of the feed', () => {
  it.each([
    ['without proof', '/feed/v1/events?after=0&wait_ms=0', 401],
    ['to an unknown path', '/feed/v1/everything', 404],
  ])('is shut to a request %s', async (_what, target, status) => {
    const response = await fetch(new URL(target, replicas[0].feedUrl));
    expect(response.status).toBe(status);
    expect(response.headers.get('strongroom-feed-signature')).toBeNull();
  });

  it('answers nonsense with 400', async () => {
    const source = guards.source('gateway-nonsense', [replicas[0].feedUrl]);
    const asking = source.events({ after: -1, waitMs: 0, report: undefined, signal: call().signal });
    await expect(asking).rejects.toThrow(/answered 400/);
  });
});

describe('the propagation of a revocation', () => {
  it('counts the guards that enforce it and says after how long, at every replica', async () => {
    const mine = ['gateway-1', 'gateway-2'];
    const [first, second] = [await openGuard([replicas[0]], 'gateway-1'), await openGuard([replicas[1]], 'gateway-2')];
    const seen = (seq: number) =>
      propagation(seq).then(({ guards: all }) => all.filter(({ guard }) => mine.includes(guard)));
    const earlier = await revokeToken(randomUUID());
    await until(async () => (await seen(earlier)).length === 2);

    const seq = await revokeToken(randomUUID());
    await Promise.all([caughtUp(first, seq), caughtUp(second, seq)]);
    await until(async () => (await seen(seq)).every(({ state }) => state === 'enforcing'));
    for (const replica of replicas) {
      const { guards: all, enforced, live } = await propagation(seq, replica);
      expect(all.filter(({ state }) => state === 'enforcing')).toHaveLength(enforced);
      expect(all.filter(({ state }) => state !== 'gone')).toHaveLength(live);
      for (const guard of all.filter((one) => mine.includes(one.guard))) {
        expect(guard).toMatchObject({ service: 'gateway', state: 'enforcing', enforced_after_ms: expect.any(Number) });
      }
    }
  });

  it('never counts a guard that is gone as enforcing, though it had it', async () => {
    const seq = await revokeToken(randomUUID());
    const dead = await openGuard(replicas, 'gateway-dead');
    const state = async () => (await propagation(seq)).guards.find(({ guard }) => guard === 'gateway-dead')?.state;
    await until(async () => (await state()) === 'enforcing');
    await dead.close();
    // What it said last is still being written: let that be done before its silence is made longer.
    for (const replica of replicas) await replica.module.get(GuardReports).flush();
    const { enforced, live } = await propagation(seq);
    await database.query(
      `UPDATE revocation.guard SET last_seen_at = last_seen_at - interval '8 seconds' WHERE guard = 'gateway-dead'`,
    );
    expect(await state()).toBe('gone');
    expect(await propagation(seq)).toMatchObject({ enforced: enforced - 1, live: live - 1 });
  });

  it('is told to the tenant whose revocation it is, and to nobody else', async () => {
    const seq = await revokeToken(randomUUID());
    const unknown = { code: 'err:revocation:unknown:revocation' };
    await expect(propagation(seq, replicas[0], 'other')).rejects.toMatchObject(unknown);
    await expect(propagation(seq + 1_000)).rejects.toMatchObject(unknown);
  });
});
