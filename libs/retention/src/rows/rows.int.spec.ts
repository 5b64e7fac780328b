import { uuidv7 } from '@strongroom/kernel';
import { testDatabase, type ServiceDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { retentionPolicies } from '../declarations/index.js';
import { PLATFORM, type RetentionPolicy } from '../policy/retention-policy.js';
import { countDue } from './count-due.js';
import { deleteRows, type RowFates, type RowKey } from './delete-rows.js';
import { dueRowsSql } from './due-rows.js';

const tokens = policyOf('tokens');

function policyOf(type: string): RetentionPolicy {
  const policy = retentionPolicies.find((one) => one.type === type);
  if (policy === undefined) throw new Error(`no retention policy is called ${type}`);
  return policy;
}

let database: TestDatabase;
let cleanup: ServiceDatabase;
let cutOff: Date;

beforeAll(async () => {
  database = await testDatabase();
  cleanup = await database.as('cleanup');
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.query('TRUNCATE auth.token');
  const [row] = await database.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  cutOff = row?.now ?? new Date(NaN);
});

/** `expiresInS` seconds after the cut-off; negative: before. */
async function token(tenant: string, expiresInS: number, jti = uuidv7()): Promise<string> {
  await database.query(
    `INSERT INTO auth.token (jti, expires_at, tenant, subject, client_id, pos, scope, issued_at)
     VALUES ($1, $2::timestamptz + $3 * interval '1 second', $4, 's', 'c', 0, '', now())`,
    [jti, cutOff, expiresInS, tenant],
  );
  return jti;
}
const across = <T>(work: () => Promise<T>): Promise<T> => cleanup.transactions.runAcrossTenants(work);
const plan = async (): Promise<RowKey[]> => {
  const rows = await across(() => cleanup.db.query<{ key: RowKey }>(dueRowsSql(tokens, '$1', '$2'), [cutOff, 1_000]));
  return rows.map(({ key }) => key);
};
const run = (keys: readonly RowKey[]): Promise<readonly RowFates[]> =>
  across(() => deleteRows(cleanup.db, tokens, cutOff, keys));
const left = async (): Promise<string[]> =>
  (await database.query<{ jti: string }>('SELECT jti FROM auth.token ORDER BY jti')).map(({ jti }) => jti);

describe('countDue', () => {
  it('counts what is due at the cut-off, for each tenant, and nothing that is not', async () => {
    await token('a', -2);
    await token('a', 0);
    await token('a', 1);
    await token('b', -1);
    const counts = await across(() => countDue(cleanup.db, tokens, cutOff));
    expect(counts).toMatchObject([
      { tenant: 'a', count: 2, newest: cutOff },
      { tenant: 'b', count: 1 },
    ]);
    expect(counts.every(({ bytes }) => bytes > 0)).toBe(true);
  });
});

describe('deleteRows', () => {
  it('deletes planned rows and tells how many, for each tenant', async () => {
    for (const tenant of ['a', 'a', 'b']) await token(tenant, -1);
    const kept = await token('b', 60);
    await expect(run(await plan())).resolves.toEqual([
      { tenant: 'a', deleted: 2, extended: 0, gone: 0, locked: 0 },
      { tenant: 'b', deleted: 1, extended: 0, gone: 0, locked: 0 },
    ]);
    await expect(left()).resolves.toEqual([kept]);
  });

  it('spares a row that was given more time after the plan, and one that came after it', async () => {
    const [extended, _deleted] = [await token('a', -2), await token('a', -1)];
    const keys = await plan();
    await database.query(`UPDATE auth.token SET expires_at = now() + interval '1 hour' WHERE jti = $1`, [extended]);
    const newcomer = await token('a', -1);
    await expect(run(keys)).resolves.toEqual([{ tenant: 'a', deleted: 1, extended: 1, gone: 0, locked: 0 }]);
    await expect(left()).resolves.toEqual([extended, newcomer]);
  });

  it('calls gone what somebody else deleted, also when another row lies in its place by now', async () => {
    const gone = await token('a', -1);
    const keys = await plan();
    await database.query('DELETE FROM auth.token WHERE jti = $1', [gone]);
    await database.query('VACUUM auth.token');
    const inItsPlace = await token('a', -1);
    const [row] = await database.query<{ ctid: string }>('SELECT ctid::text FROM auth.token');
    expect(row?.ctid).toBe(keys[0]?.[0]);
    await expect(run(keys)).resolves.toEqual([{ tenant: 'a', deleted: 0, extended: 0, gone: 1, locked: 0 }]);
    await expect(left()).resolves.toEqual([inItsPlace]);
  });

  it('finds a row that has moved, and deletes it if it is still due', async () => {
    await token('a', -1);
    const keys = await plan();
    await database.query(`UPDATE auth.token SET scope = 'changed'`);
    await expect(run(keys)).resolves.toEqual([{ tenant: 'a', deleted: 1, extended: 0, gone: 0, locked: 0 }]);
  });

  it('waits for nobody: a row that is held stays, and is called locked', async () => {
    const held = await token('a', -2);
    await token('a', -1);
    const keys = await plan();
    const holder = await database.asAdmin();
    const runner = holder.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT FROM auth.token WHERE jti = $1 FOR UPDATE', [held]);
    await expect(run(keys)).resolves.toEqual([{ tenant: 'a', deleted: 1, extended: 0, gone: 0, locked: 1 }]);
    await runner.rollbackTransaction();
    await runner.release();
    await expect(left()).resolves.toEqual([held]);
  });

  it('accounts for every planned row, whatever happened to it in between', async () => {
    const happenings = ['nothing', 'extend', 'delete', 'touch', 'replace'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ tenant: fc.constantFrom('a', 'b'), happens: fc.constantFrom(...happenings) }), {
          maxLength: 12,
        }),
        async (rows) => {
          await database.query('TRUNCATE auth.token');
          const planned: { jti: string; happens: (typeof happenings)[number] }[] = [];
          for (const { tenant, happens } of rows) planned.push({ jti: await token(tenant, -1), happens });
          const keys = await plan();
          for (const { jti, happens } of planned) {
            if (happens === 'extend') {
              await database.query(`UPDATE auth.token SET expires_at = now() + interval '1 hour' WHERE jti = $1`, [
                jti,
              ]);
            }
            if (happens === 'delete' || happens === 'replace') {
              await database.query('DELETE FROM auth.token WHERE jti = $1', [jti]);
            }
            if (happens === 'replace') await token('a', -1);
            if (happens === 'touch') await database.query(`UPDATE auth.token SET scope = 'x' WHERE jti = $1`, [jti]);
          }
          const fates = await run(keys);
          const count = (...wanted: (typeof happenings)[number][]): number =>
            rows.filter(({ happens }) => wanted.includes(happens)).length;
          const sum = (fate: 'deleted' | 'extended' | 'gone' | 'locked'): number =>
            fates.reduce((total, one) => total + one[fate], 0);
          expect({
            deleted: sum('deleted'),
            extended: sum('extended'),
            gone: sum('gone'),
            locked: sum('locked'),
          }).toEqual({
            deleted: count('nothing', 'touch'),
            extended: count('extend'),
            gone: count('delete', 'replace'),
            locked: 0,
          });
        },
      ),
      { numRuns: 25 },
    );
  });

  it('cannot delete a row before its time, or change one: the database refuses the role', async () => {
    const live = await token('a', 3_600);
    const keys: RowKey[] = [['(0,1)', 'a', live]];
    const tomorrow = new Date(cutOff.getTime() + 86_400_000);
    await expect(across(() => deleteRows(cleanup.db, tokens, tomorrow, keys))).resolves.toMatchObject([{ deleted: 0 }]);
    await expect(
      across(() => cleanup.db.execute(`UPDATE auth.token SET expires_at = now() - interval '1 hour'`)),
    ).rejects.toMatchObject({ sqlState: '42501' });
    await expect(left()).resolves.toEqual([live]);
  });
});

/** For each type, a row of its table: `$1` is its expiry, `$2` tells it from others. */
const ROWS: Readonly<Record<string, string>> = {
  tokens: `INSERT INTO auth.token (jti, expires_at, tenant, subject, client_id, pos, scope, issued_at)
           VALUES ($2, $1, 'a', 's', 'c', 0, '', now())`,
  'guard-reports': `INSERT INTO revocation.guard_report (service, guard, seq, applied_at, expires_at)
                    VALUES ('s', $2, 1, now(), $1)`,
  guards: `INSERT INTO revocation.guard (service, guard, first_seen_at, last_seen_at, expires_at)
           VALUES ('s', $2, now(), now(), $1)`,
  'webhook-deliveries': `WITH receiver AS (
                           INSERT INTO revocation.webhook_endpoint (id, tenant, url, event_types, description, secret_version,
                                                                    created_by_type, created_by_id)
                           VALUES ('00000000-0000-4000-8000-000000000001', 'a', 'u', '{}', '', 1, 'client', 'c') ON CONFLICT DO NOTHING)
                         INSERT INTO revocation.webhook_delivery (endpoint_id, event_id, tenant, event_type, seq, status,
                                                                  settled_at, expires_at)
                         VALUES ('00000000-0000-4000-8000-000000000001', $2, 'a', 't', 1, 'failed', now(), $1)`,
  'idempotency-claims': `INSERT INTO orders.idempotency_claim (tenant, scope, key, expires_at, fingerprint, order_id)
                         VALUES ('a', 's', 'the same key', $1, 'f', $2)`,
  'cleanup-plans': `INSERT INTO cleanup.plan (plan_id, tenant, state, types, cut_off, policy_hash, capped, expires_at)
                    VALUES ($2, 'a', 'made', '{}', now(), '', false, $1)`,
};
const inboxRow = (schema: string): string =>
  `INSERT INTO ${schema}.inbox (consumer, event_id, expires_at, tenant) VALUES ('c', $2, $1, 'a')`;

describe('each retention policy', () => {
  it.each(retentionPolicies.map((policy) => [policy.type, policy] as const))(
    'finds and deletes what has expired, and leaves the rest: %s',
    async (type, policy) => {
      const insert = ROWS[type] ?? inboxRow(type.replace('-inbox', ''));
      await database.query(insert, [new Date(cutOff.getTime() - 1_000), uuidv7()]);
      await database.query(insert, [new Date(cutOff.getTime() + 3_600_000), uuidv7()]);
      const rows = await across(() => cleanup.db.query<{ key: RowKey }>(dueRowsSql(policy, '$1', '$2'), [cutOff, 10]));
      const keys = rows.map(({ key }) => key);
      const owner = policy.perTenant ? 'a' : PLATFORM;
      await expect(across(() => deleteRows(cleanup.db, policy, cutOff, keys))).resolves.toEqual([
        { tenant: owner, deleted: 1, extended: 0, gone: 0, locked: 0 },
      ]);
      await expect(database.query(`SELECT expires_at > now() AS live FROM ${policy.table}`)).resolves.toEqual([
        { live: true },
      ]);
    },
  );
});
