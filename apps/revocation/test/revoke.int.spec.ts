import { randomUUID } from 'node:crypto';
import { exportRevocations, listRevocations, parseInput } from '@strongroom/contracts';
import { runInContext } from '@strongroom/security-context';
import { inTenant, testContext, testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ListRevocations } from '../src/list-revocations/list-revocations.js';
import { LogSealer } from '../src/log/log-sealer.js';
import { ReadHead } from '../src/read-head/read-head.js';
import { RevokeClient } from '../src/revoke-client/revoke-client.js';
import { RevokeSubject } from '../src/revoke-subject/revoke-subject.js';
import { RevokeToken } from '../src/revoke-token/revoke-token.js';
import { ShowRevocation } from '../src/show-revocation/show-revocation.js';
import { call, startReplica, type Replica } from './support/replica.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let replica: Replica;

beforeAll(async () => {
  database = await testDatabase();
  replica = await startReplica(database);
});
afterAll(async () => {
  await replica.close();
  await database.close();
});

const reason = 'compromised' as const;
const revokeToken = (jti: string, tenant = 'demo', facts = call(), from = replica) =>
  inTenant(tenant, () => from.module.get(RevokeToken).execute({ jti, reason }, facts));
const revokeSubject = (subject: string, facts = call(), tenant = 'demo') =>
  inTenant(tenant, () => replica.module.get(RevokeSubject).execute({ subject, reason }, facts));
const show = (revocation_id: string, tenant = 'demo') =>
  inTenant(tenant, () => replica.module.get(ShowRevocation).execute({ revocation_id }));
const count = async (sql: string, params: readonly unknown[]): Promise<number> => {
  const [row] = await database.query<{ count: string }>(`SELECT count(*) FROM ${sql}`, params);
  return Number(row?.count);
};

describe('revoking a token', () => {
  it('answers sealed, with the place that it has in the log', async () => {
    const jti = randomUUID();
    const outcome = await revokeToken(jti);
    expect(outcome.status).toBe('sealed');
    expect(await show(outcome.revocation_id)).toMatchObject({
      ...{ ...outcome, scope: 'token', target: jti, reason: 'compromised', note: null },
      revoked_by: { type: 'client', id: 'test-client' },
    });
  });

  it('commits the entry, its audit entry and its event together, once, however often and at once it is asked', async () => {
    const jti = randomUUID();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => revokeToken(jti)));
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(await revokeToken(jti)).toEqual(outcomes[0]);
    expect(await count('revocation.event WHERE target = $1', [jti])).toBe(1);
    expect(await count(`audit.entry WHERE action = 'token.revoke' AND target_id = $1`, [jti])).toBe(1);
    expect(await count(`revocation.outbox WHERE payload->>'target' = $1`, [jti])).toBe(1);
  });

  it('ends nothing of another tenant, and shows it nothing', async () => {
    const jti = randomUUID();
    const [mine, theirs] = [await revokeToken(jti, 'demo'), await revokeToken(jti, 'other')];
    expect(mine.revocation_id).not.toBe(theirs.revocation_id);
    await expect(show(mine.revocation_id, 'other')).rejects.toMatchObject({
      code: 'err:revocation:unknown:revocation',
    });
    const list = await inTenant('other', () => replica.module.get(ListRevocations).execute({ target: jti, limit: 9 }));
    expect(list.next).toBeNull();
    expect(list.revocations.map(({ revocation_id }) => revocation_id)).toEqual([theirs.revocation_id]);
  });

  it('keeps the entry for longer than any token may live, whatever the caller believes', async () => {
    const { revocation_id } = await revokeToken(randomUUID());
    const { recorded_at, expires_at } = await show(revocation_id);
    expect(Date.parse(expires_at) - Date.parse(recorded_at)).toBeGreaterThanOrEqual(86_400_000);
  });

  it('names who did it, and under which credential, in the audit log', async () => {
    const jti = randomUUID();
    const context = testContext({
      actor: { type: 'user', id: 'alice' },
      credential: { jti: 'hers', subject: 'alice', client: 'console', pos: 1, expiresAtMs: 1 },
    });
    await runInContext(context, () => replica.module.get(RevokeToken).execute({ jti, reason }, call()));
    const [entry] = await database.query('SELECT * FROM audit.entry WHERE target_id = $1', [jti]);
    expect(entry).toMatchObject({
      ...{ tenant: 'demo', actor_type: 'user', actor_id: 'alice', token_id: 'hers', outcome: 'succeeded' },
      details: { reason: 'compromised' },
    });
  });
});

describe('revoking all of a subject or a client', () => {
  it('is a new cut-off each time, so that what was issued in between ends too', async () => {
    const [first, second] = [await revokeSubject('bob'), await revokeSubject('bob')];
    if (first.status !== 'sealed' || second.status !== 'sealed') throw new Error('not sealed');
    expect(second.seq).toBeGreaterThan(first.seq);
    const client = await inTenant('demo', () =>
      replica.module.get(RevokeClient).execute({ client_id: 'shop', reason, note: 'leaked in a log' }, call()),
    );
    expect(await show(client.revocation_id)).toMatchObject({
      scope: 'client',
      target: 'shop',
      note: 'leaked in a log',
    });
  });

  it('has one effect for one idempotency key of a tenant', async () => {
    const facts = () => call({ idempotencyKey: 'try-1' });
    const [first, again] = await Promise.all([revokeSubject('carol', facts()), revokeSubject('carol', facts())]);
    expect(again.revocation_id).toBe(first.revocation_id);
    const elsewhere = await revokeSubject('carol', facts(), 'other');
    expect(elsewhere.revocation_id).not.toBe(first.revocation_id);
  });

  it('refuses an idempotency key that stands for something else, and changes nothing', async () => {
    await revokeSubject('dave', call({ idempotencyKey: 'try-2' }));
    await expect(revokeSubject('erin', call({ idempotencyKey: 'try-2' }))).rejects.toMatchObject({
      code: 'err:revocation:conflict:idempotency-key',
    });
    expect(await count('revocation.event WHERE target = $1', ['erin'])).toBe(0);
    expect(await count('audit.entry WHERE target_id = $1', ['erin'])).toBe(0);
  });
});

describe('the list of revocations', () => {
  it('is newest first, in pages, and by what was revoked', async () => {
    const tenant = 'list';
    const ids: string[] = [];
    for (const subject of ['a', 'b', 'c']) ids.unshift((await revokeSubject(subject, call(), tenant)).revocation_id);
    const list = (filter: object) =>
      inTenant(tenant, () => replica.module.get(ListRevocations).execute({ limit: 2, ...filter })).then(
        ({ revocations }) => revocations.map(({ revocation_id }) => revocation_id),
      );
    expect(await list({})).toEqual(ids.slice(0, 2));
    expect(await list({ before: ids[1] })).toEqual(ids.slice(2));
    expect(await list({ target: 'b' })).toEqual([ids[1]]);
    expect(await list({ scope: 'token' })).toEqual([]);
    expect(await list({ reason: 'compromised', revoked_by: 'test-client', target: 'a' })).toEqual([ids[2]]);
    expect(await list({ reason: 'expired' })).toEqual([]);
    expect(await list({ revoked_by: 'somebody' })).toEqual([]);
    const [since, later] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)].map((at) => at.toISOString());
    expect(await list({ from: since, to: later })).toEqual(ids.slice(0, 2));
    expect(await list({ to: since })).toEqual([]);
    expect(await list({ from: later })).toEqual([]);
  });

  it('finds a token by its id in letters of either size, and anything else by its own letters alone', async () => {
    const tenant = 'letters';
    const [jti, subject] = [randomUUID(), randomUUID()];
    await revokeToken(jti, tenant);
    await revokeSubject(subject, call(), tenant);
    const found = async (target: string) => {
      const { revocations } = await inTenant(tenant, () =>
        replica.module.get(ListRevocations).execute({ target, limit: 9 }),
      );
      return revocations.map(({ scope }) => scope);
    };
    expect(await found(jti.toUpperCase())).toEqual(['token']);
    expect(await found(subject)).toEqual(['subject']);
    expect(await found(subject.toUpperCase())).toEqual([]);
  });

  it.each([listRevocations, exportRevocations])('refuses a time from after its end, as $pattern', ({ input }) => {
    const period = { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' };
    expect(() => parseInput(input, period)).toThrow(
      expect.objectContaining({ fields: [{ pointer: '/from', rule: 'must be before `to`' }] }),
    );
    expect(() => parseInput(input, { ...period, to: '2026-01-03T00:00:00+01:00' })).not.toThrow();
  });

  it('says where the next page begins, and that there is none', async () => {
    const tenant = 'pages';
    for (const subject of ['a', 'b', 'c']) await revokeSubject(subject, call(), tenant);
    const page = (before?: string) =>
      inTenant(tenant, () =>
        replica.module.get(ListRevocations).execute({ limit: 2, ...(before === undefined ? {} : { before }) }),
      );
    const first = await page();
    expect(first.next).toBe(first.revocations[1]?.revocation_id);
    expect(await page(first.next ?? '')).toMatchObject({ revocations: [{ target: 'a' }], next: null });
  });
});

describe('a log whose writer is away', () => {
  let unsealed: TestDatabase;
  let silent: Replica;

  beforeAll(async () => {
    unsealed = await testDatabase();
    silent = await startReplica(unsealed, { seals: false });
  });
  afterAll(async () => {
    await silent.close();
    await unsealed.close();
  });

  const readHead = (facts = call()) => silent.module.get(ReadHead).execute({}, facts);

  it('answers pending, and not sealed before it is; the head that somebody waits for comes with the writer', async () => {
    const before = await readHead();
    const jti = randomUUID();
    const outcome = await revokeToken(jti, 'demo', call({ deadlineMs: Date.now() + 300 }), silent);
    expect(outcome).toEqual({ status: 'pending', revocation_id: outcome.revocation_id });
    const shown = () => inTenant('demo', () => silent.module.get(ShowRevocation).execute(outcome));
    expect(await shown()).toMatchObject({ status: 'pending', seq: null, sealed_at: null });
    await expect(readHead(call({ signal: AbortSignal.timeout(20) }))).rejects.toMatchObject({
      code: 'err:platform:exceeded:deadline',
    });

    const head = readHead();
    const again = revokeToken(jti, 'demo', call(), silent);
    const writer = await startReplica(unsealed);
    expect((await head).seq).toBe(before.seq + 1);
    expect(await again).toEqual({
      status: 'sealed',
      revocation_id: outcome.revocation_id,
      seq: before.seq + 1,
      sealed_at: expect.anything(),
    });
    expect(await shown()).toMatchObject({ status: 'sealed', seq: before.seq + 1 });
    expect(writer.module.get(LogSealer)).toBeDefined();
    await writer.close();
  });
});
