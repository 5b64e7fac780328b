import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { uuidv7 } from '@strongroom/kernel';
import { testDatabase, type TestDatabase } from '@strongroom/testing';
import { asAdministrator } from '../src/database/as-administrator.js';
import { countDueRows } from '../src/tokens/count-due-rows.js';
import { TokenStore, type CuttingRevocation } from '../src/tokens/token.store.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
}, 60_000);
afterAll(() => database.close());
beforeEach(() => database.query('TRUNCATE auth.token, revocation.event'));

async function issue(about: { tenant?: string; expiresInS?: number; pos?: number } = {}): Promise<string> {
  const jti = uuidv7();
  await database.query(
    `INSERT INTO auth.token (jti, expires_at, tenant, subject, client_id, pos, scope, kid, issued_at)
     VALUES ($1, now() + $2 * interval '1 second', $3, 'anna', 'shop', $4, '', 'k1', now())`,
    [jti, about.expiresInS ?? 60, about.tenant ?? 'a', about.pos ?? 10],
  );
  return jti;
}

async function revoke(scope: string, target: string, seq: number | null, tenant = 'a'): Promise<void> {
  await database.query(
    `INSERT INTO revocation.event (id, seq, tenant, scope, target, id128, reason, actor_type, actor_id, sealed_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, decode(repeat('00', 16), 'hex'), 'compromised', 'user', 'u',
             CASE WHEN $2::bigint IS NULL THEN NULL ELSE now() END, now() + interval '1 day')`,
    [uuidv7(), seq, tenant, scope, target],
  );
}

function cutBy(jti: string): Promise<CuttingRevocation | undefined> {
  return asAdministrator(database.url, ({ transactions, db }) =>
    transactions.runAcrossTenants(async () => {
      const store = new TokenStore(db);
      const token = await store.find(jti);
      const rests = { session: 's', family: 'f', key: 'a-key', services: ['mail', 'billing'] };
      return token && store.cutBy({ ...token, ...rests });
    }),
  );
}

describe('TokenStore', () => {
  it.each([
    ['token', (jti: string) => jti, 'a'],
    ['subject', () => 'anna', 'a'],
    ['client', () => 'shop', 'a'],
    ['tenant', () => 'a', 'a'],
    ['session', () => 's', 'a'],
    ['family', () => 'f', 'a'],
    ['key', () => 'a-key', 'a'],
    ['service', () => 'billing', 'a'],
    ['signing_key', () => 'k1', '*'],
    ['global', () => '', '*'],
    ['stop', () => '', '*'],
  ] as const)('finds that a revocation of its %s after its position ends a token', async (scope, target, tenant) => {
    const jti = await issue();
    await revoke(scope, target(jti), 11, tenant);
    expect(await cutBy(jti)).toMatchObject({ scope, seq: 11, reason: 'compromised' });
  });

  it('ends a token by its own entry and by that of its key, whatever its position', async () => {
    const [one, other] = [await issue({ pos: 99 }), await issue({ pos: 99, tenant: 'b' })];
    await revoke('token', one, 11);
    expect(await cutBy(one)).toMatchObject({ scope: 'token' });
    await revoke('signing_key', 'k1', 12, '*');
    expect(await cutBy(other)).toMatchObject({ scope: 'signing_key' });
  });

  it('counts a revocation that waits for its place in the log', async () => {
    const jti = await issue();
    await revoke('token', jti, null);
    expect(await cutBy(jti)).toMatchObject({ seq: null });
  });

  it('lets a token live that was issued after the revocation, or in another tenant', async () => {
    const later = await issue({ pos: 11 });
    await revoke('client', 'shop', 11);
    await revoke('subject', 'anna', 12, 'b');
    await revoke('service', 'another', 13);
    await revoke('global', '', 10, '*');
    expect(await cutBy(later)).toBeUndefined();
  });
});

describe('countDueRows', () => {
  const count = (types: readonly string[], cutOff = new Date()): ReturnType<typeof countDueRows> =>
    asAdministrator(database.url, (admin) => countDueRows(admin, types, cutOff));

  it('counts what is due for each tenant, and deletes nothing', async () => {
    await issue({ expiresInS: -60 });
    await issue({ expiresInS: -90 });
    await issue({ expiresInS: -60, tenant: 'b' });
    await issue();
    const counted = await count(['tokens']);
    expect(counted.map(({ tenant, count: rows }) => [tenant, rows])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect(await database.query('SELECT FROM auth.token')).toHaveLength(4);
  });

  it('counts only the types that are asked for', async () => {
    await issue({ expiresInS: -60 });
    expect(await count(['idempotency-claims'])).toEqual([]);
  });
});

describe('asAdministrator', () => {
  it('ends with exit code 3 when the database cannot be reached', async () => {
    const away = asAdministrator('postgres://u:p@127.0.0.1:1/none', () => Promise.resolve());
    await expect(away).rejects.toMatchObject({ exitCode: 3 });
  });
});
