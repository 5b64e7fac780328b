import { AsyncLocalStorage } from 'node:async_hooks';
import { inTenant, testDatabase, type ServiceDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isUniqueViolation, SqlError } from '../connection/database-error.js';

/** Runs work in a transaction of its own, as a call from elsewhere would. */
const outside = AsyncLocalStorage.snapshot();

let database: TestDatabase;
let orders: ServiceDatabase;

beforeAll(async () => {
  database = await testDatabase();
  orders = await database.as('order-processing', { poolMax: 4 });
  await database.query(`CREATE TABLE orders.note (
    id integer CONSTRAINT note_pk PRIMARY KEY, tenant text NOT NULL, text text NOT NULL)`);
  await database.query('ALTER TABLE orders.note ENABLE ROW LEVEL SECURITY');
  await database.query(
    'CREATE POLICY same_tenant ON orders.note USING (tenant = strongroom.current_tenant()) WITH CHECK (tenant = strongroom.current_tenant())',
  );
  await database.query('GRANT SELECT, INSERT, UPDATE ON orders.note TO strongroom_order_processing');
});
afterAll(() => database.close());
beforeEach(() => database.query('TRUNCATE orders.note'));

const write = (id: number, tenant = 'a', text = ''): Promise<number> =>
  orders.db.execute('INSERT INTO orders.note VALUES ($1, $2, $3)', [id, tenant, text]);
const inA = <T>(work: () => Promise<T>): Promise<T> => inTenant('a', () => orders.transactions.run(work));
const ids = async (): Promise<number[]> =>
  (await database.query<{ id: number }>('SELECT id FROM orders.note ORDER BY id')).map(({ id }) => id);

describe('Transactions.run', () => {
  it('commits what the work did, and returns what it answered', async () => {
    await expect(inA(() => write(1))).resolves.toBe(1);
    await expect(ids()).resolves.toEqual([1]);
  });

  it('leaves nothing behind when the work fails, and passes on its error', async () => {
    const failure = new Error('changed my mind');
    const work = inA(async () => {
      await write(1);
      throw failure;
    });
    await expect(work).rejects.toBe(failure);
    await expect(ids()).resolves.toEqual([]);
  });

  it('joins an open transaction: both commit or neither does', async () => {
    const work = inA(async () => {
      await orders.transactions.run(() => write(1));
      throw new Error('after the joined part');
    });
    await expect(work).rejects.toThrow('after the joined part');
    await expect(ids()).resolves.toEqual([]);
  });

  it('does not commit what is left of a transaction in which joined work failed, even when somebody caught the error', async () => {
    const failure = new Error('joined work failed');
    const work = inA(async () => {
      await write(1);
      await orders.transactions.run(() => Promise.reject(failure)).catch(() => undefined);
    });
    await expect(work).rejects.toBe(failure);
    await expect(ids()).resolves.toEqual([]);
  });

  it('never reports as committed a transaction that Postgres aborted, even when the failed statement was caught', async () => {
    const work = inA(async () => {
      await write(1);
      await write(1).catch(() => undefined);
    });
    await expect(work).rejects.toBeInstanceOf(SqlError);
    await expect(ids()).resolves.toEqual([]);
  });

  it('tells what failed first when later statements fail because of it', async () => {
    const work = inA(async () => {
      await write(1);
      await write(1).catch(() => undefined);
      await write(2);
    });
    await expect(work).rejects.toMatchObject({ constraint: 'note_pk' });
  });

  it('shows and takes only rows of its tenant', async () => {
    await database.query(`INSERT INTO orders.note VALUES (1, 'a', ''), (2, 'b', '')`);
    await expect(inA(() => orders.db.query('SELECT id FROM orders.note'))).resolves.toEqual([{ id: 1 }]);
    await expect(inA(() => orders.db.execute(`UPDATE orders.note SET text = 'x'`))).resolves.toBe(1);
    await expect(inA(() => write(3, 'b'))).rejects.toMatchObject({ sqlState: '42501' });
  });

  it('does not leak the tenant to whoever gets the connection next', async () => {
    const single = await database.as('order-processing', { poolMax: 1 });
    const tenant = (): Promise<readonly { tenant: string | null }[]> =>
      single.db.query('SELECT strongroom.current_tenant() AS tenant');
    await expect(inTenant('a', () => single.transactions.run(tenant))).resolves.toEqual([{ tenant: 'a' }]);
    await expect(single.transactions.runAcrossTenants(tenant)).resolves.toEqual([{ tenant: null }]);
    await expect(single.dataSource.query('SELECT strongroom.current_tenant() AS tenant')).resolves.toEqual([
      { tenant: null },
    ]);
  });

  it('cannot be joined for another tenant, nor to see more or less than it does', async () => {
    const refused = 'cannot be joined for another view';
    const nothing = (): Promise<void> => Promise.resolve();
    await expect(inA(() => inTenant('b', () => orders.transactions.run(nothing)))).rejects.toThrow(refused);
    await expect(inA(() => orders.transactions.runAcrossTenants(nothing))).rejects.toThrow(refused);
    const across = inTenant('a', () => orders.transactions.runAcrossTenants(() => orders.transactions.run(nothing)));
    await expect(across).rejects.toThrow(refused);
  });

  it('refuses a caller without a security context', async () => {
    await expect(orders.transactions.run(() => write(1))).rejects.toThrow('no security context');
  });

  it('takes statements that were begun together one after the other, and ends after the last', async () => {
    await inA(async () => {
      await Promise.all([write(1), write(2), write(3)]);
    });
    await expect(ids()).resolves.toEqual([1, 2, 3]);
    const failing = inA(async () => {
      await Promise.all([write(4), write(1), write(5)]);
    });
    await expect(failing).rejects.toMatchObject({ constraint: 'note_pk' });
    await expect(ids()).resolves.toEqual([1, 2, 3]);
  });

  it('refuses a statement outside a transaction, and one that comes after its end', async () => {
    await expect(orders.db.query('SELECT 1')).rejects.toThrow('no open transaction');
    const gate = Promise.withResolvers<undefined>();
    let late: Promise<unknown> = Promise.resolve();
    await inA(() => {
      late = gate.promise.then(() => orders.db.query('SELECT 1'));
      return Promise.resolve();
    });
    gate.resolve(undefined);
    await expect(late).rejects.toThrow('not awaited');
  });

  it('runs the effects of afterCommit after the commit, and none after a rollback', async () => {
    const seen = Promise.withResolvers<number[]>();
    await inA(async () => {
      orders.transactions.afterCommit(() => {
        seen.resolve(ids());
      });
      await write(1);
    });
    await expect(seen.promise).resolves.toEqual([1]);

    let ran = false;
    const failing = inA(() => {
      orders.transactions.afterCommit(() => {
        ran = true;
      });
      return Promise.reject(new Error('no'));
    });
    await expect(failing).rejects.toThrow('no');
    expect(ran).toBe(false);
  });

  it('runs the loser of a deadlock again, so that both complete', async () => {
    await database.query(`INSERT INTO orders.note VALUES (1, 'a', ''), (2, 'a', '')`);
    const bothHoldOne = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()] as const;
    const append = (id: number): Promise<number> =>
      orders.db.execute(`UPDATE orders.note SET text = text || 'x' WHERE id = $1`, [id]);
    const crossing = (mine: 0 | 1): Promise<void> =>
      inA(async () => {
        await append(mine + 1);
        bothHoldOne[mine].resolve(undefined);
        await bothHoldOne[mine === 0 ? 1 : 0].promise;
        await append(2 - mine);
      });
    await Promise.all([crossing(0), crossing(1)]);
    await expect(database.query('SELECT id, text FROM orders.note ORDER BY id')).resolves.toEqual([
      { id: 1, text: 'xx' },
      { id: 2, text: 'xx' },
    ]);
  });

  it('runs a transaction that could not be serialised again, so that no update is lost', async () => {
    await database.query(`INSERT INTO orders.note VALUES (1, 'a', '0')`);
    const increment = (): Promise<number> =>
      inTenant('a', () =>
        orders.transactions.run(
          async () => {
            const [row] = await orders.db.query<{ text: string }>('SELECT text FROM orders.note WHERE id = 1');
            return orders.db.execute('UPDATE orders.note SET text = $1 WHERE id = 1', [String(Number(row?.text) + 1)]);
          },
          { isolation: 'SERIALIZABLE' },
        ),
      );
    await Promise.all([increment(), increment(), increment()]);
    await expect(database.query('SELECT text FROM orders.note')).resolves.toEqual([{ text: '3' }]);
  });
});

describe('Transactions.runAcrossTenants', () => {
  it('sees the rows of all tenants only where the table has a policy for it', async () => {
    await database.query(`INSERT INTO orders.note VALUES (1, 'a', ''), (2, 'b', '')`);
    const all = (): Promise<readonly unknown[]> => orders.db.query('SELECT id FROM orders.note');
    await expect(orders.transactions.runAcrossTenants(all)).resolves.toEqual([]);
    await expect(inTenant('b', () => orders.transactions.runAcrossTenants(all))).resolves.toEqual([{ id: 2 }]);
    await database.query('CREATE POLICY everybody ON orders.note FOR SELECT USING (strongroom.across_tenants())');
    await expect(orders.transactions.runAcrossTenants(all)).resolves.toHaveLength(2);
    await expect(inA(all)).resolves.toHaveLength(1);
    await database.query('DROP POLICY everybody ON orders.note');
  });
});

describe('errors of the database', () => {
  it('names the constraint of a duplicate, and nothing that the caller sent', async () => {
    await database.query(`INSERT INTO orders.note VALUES (1, 'b', 'theirs')`);
    const error: unknown = await inA(() => write(1, 'a', 'a secret text')).catch((reason: unknown) => reason);
    expect(isUniqueViolation(error, 'note_pk')).toBe(true);
    expect(isUniqueViolation(error, 'other')).toBe(false);
    expect(JSON.stringify(error) + String(error)).not.toContain('secret');
  });

  const unavailable = { code: 'err:platform:unavailable:database' };

  it('calls a statement that runs too long unavailable', async () => {
    const slow = inA(async () => {
      await orders.db.query(`SELECT set_config('statement_timeout', '20', true)`);
      await orders.db.query('SELECT pg_sleep(10)');
    });
    await expect(slow).rejects.toMatchObject(unavailable);
  });

  it('calls a lost connection unavailable, and takes another for the next transaction', async () => {
    const killed = inA(async () => {
      const [row] = await orders.db.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await database.query('SELECT pg_terminate_backend($1)', [row?.pid]);
      return orders.db.query('SELECT 1');
    });
    await expect(killed).rejects.toMatchObject(unavailable);
    await expect(inA(() => orders.db.query('SELECT 1 AS one'))).resolves.toEqual([{ one: 1 }]);
  });

  it('calls an exhausted pool unavailable instead of waiting for ever', async () => {
    const single = await database.as('order-processing', { poolMax: 1, connectTimeoutMs: 1_000 });
    const { transactions } = single;
    const work = transactions.runAcrossTenants(() =>
      outside(() => transactions.runAcrossTenants(() => Promise.resolve())),
    );
    await expect(work).rejects.toMatchObject(unavailable);
  });

  it('throws on an int8 that a number cannot hold, instead of rounding it', async () => {
    await expect(inA(() => orders.db.query('SELECT 9007199254740992::int8 AS big'))).rejects.toThrow(RangeError);
    await expect(
      inA(() =>
        orders.db.query(`SELECT 9007199254740991::int8 AS big, DATE '2026-03-01' AS day, '{1,2}'::int8[] AS list`),
      ),
    ).resolves.toEqual([{ big: 9_007_199_254_740_991, day: '2026-03-01', list: [1, 2] }]);
  });
});
