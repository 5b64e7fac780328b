import { testDatabase, type ServiceDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Lease, type HeldLease } from './lease.js';

let database: TestDatabase;
let orders: ServiceDatabase;

beforeAll(async () => {
  database = await testDatabase();
  orders = await database.as('order-processing');
});
afterAll(() => database.close());
beforeEach(() => database.query('DELETE FROM orders.lease'));

const lease = (ttlMs = 60_000): Lease => new Lease(orders.db, { table: 'orders.lease', name: 'work', ttlMs });
const hold = (one: Lease): Promise<HeldLease | undefined> => orders.transactions.runAcrossTenants(() => one.hold());
const release = (one: Lease): Promise<void> => orders.transactions.runAcrossTenants(() => one.release());

describe('Lease', () => {
  it('is held by one, who renews it under the same fence', async () => {
    const [first, second] = [lease(), lease()];
    await expect(hold(first)).resolves.toMatchObject({ fence: 1 });
    await expect(hold(second)).resolves.toBeUndefined();
    await expect(hold(first)).resolves.toMatchObject({ fence: 1 });
  });

  it('goes to one of many that ask at the same time', async () => {
    const held = await Promise.all(Array.from({ length: 6 }, () => hold(lease())));
    expect(held.filter((one) => one !== undefined)).toHaveLength(1);
  });

  it('passes on with a higher fence when it is given up, and when it has run out', async () => {
    const [first, second] = [lease(), lease()];
    await hold(first);
    await release(second);
    await expect(hold(second)).resolves.toBeUndefined();
    await release(first);
    await expect(hold(second)).resolves.toMatchObject({ fence: 2 });
    await database.query(`UPDATE orders.lease SET held_until = now() - interval '1 second'`);
    await expect(hold(first)).resolves.toMatchObject({ fence: 3 });
    await expect(hold(second)).resolves.toBeUndefined();
  });

  it('is as free as before when the transaction that took it rolls back, also the first one ever', async () => {
    const one = lease();
    const failing = orders.transactions.runAcrossTenants(async () => {
      await one.hold();
      throw new Error('the work failed');
    });
    await expect(failing).rejects.toThrow('the work failed');
    await expect(hold(one)).resolves.toMatchObject({ fence: 1 });
  });

  it('is not kept from the others by a holder that stands still inside the transaction that took it', async () => {
    const frozen = lease(200);
    const [holds, thaws] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const standing = orders.transactions.runAcrossTenants(async () => {
      expect(await frozen.hold()).toMatchObject({ fence: 1 });
      holds.resolve(undefined);
      await thaws.promise;
      await frozen.hold();
    });
    // Waits for the row: the database gives up on that for its own reasons after 5 s, and ends an idle transaction after 15 s.
    const other = lease();
    await holds.promise;
    while ((await hold(other)) === undefined) await new Promise(setImmediate);
    thaws.resolve(undefined);
    await expect(standing).rejects.toThrow();
    await expect(hold(other)).resolves.toMatchObject({ fence: 1 });
  });

  it('cannot be taken from a holder whose transaction is renewing it, although it had run out', async () => {
    const [slow, other] = [lease(), lease()];
    await hold(slow);
    await database.query(`UPDATE orders.lease SET held_until = now() - interval '1 second'`);
    const renewed = Promise.withResolvers<undefined>();
    const mayEnd = Promise.withResolvers<undefined>();
    const working = orders.transactions.runAcrossTenants(async () => {
      await slow.hold();
      renewed.resolve(undefined);
      await mayEnd.promise;
    });
    await renewed.promise;
    const takeover = hold(other);
    mayEnd.resolve(undefined);
    await working;
    await expect(takeover).resolves.toBeUndefined();
  });
});
