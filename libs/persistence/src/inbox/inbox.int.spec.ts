import { uuidv7 } from '@strongroom/kernel';
import { inTenant, testDatabase, type ServiceDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Inbox } from './inbox.js';

let database: TestDatabase;
let cleanup: ServiceDatabase;
let inbox: Inbox;

beforeAll(async () => {
  database = await testDatabase();
  cleanup = await database.as('cleanup', { poolMax: 8 });
  inbox = new Inbox(cleanup.db, 'cleanup');
});
afterAll(() => database.close());

const handle = (id: string, work: () => Promise<void> = () => Promise.resolve(), consumer = 'c'): Promise<boolean> =>
  inTenant('demo', () =>
    cleanup.transactions.run(async () => {
      const first = await inbox.once(consumer, id);
      if (first) await work();
      return first;
    }),
  );

describe('Inbox.once', () => {
  it('is true once for each consumer and event', async () => {
    const id = uuidv7();
    await expect(handle(id)).resolves.toBe(true);
    await expect(handle(id)).resolves.toBe(false);
    await expect(handle(id, undefined, 'another')).resolves.toBe(true);
    await expect(handle(uuidv7())).resolves.toBe(true);
  });

  it('is true once among deliveries at the same time', async () => {
    const id = uuidv7();
    const firsts = await Promise.all(Array.from({ length: 8 }, () => handle(id)));
    expect(firsts.filter(Boolean)).toHaveLength(1);
  });

  it('is true again when the work failed', async () => {
    const id = uuidv7();
    await expect(handle(id, () => Promise.reject(new Error('not today')))).rejects.toThrow('not today');
    await expect(handle(id)).resolves.toBe(true);
  });

  it('refuses an event that is older than it remembers, rather than have its effect twice', async () => {
    const madeIn1970 = '00000000-0000-7000-8000-000000000000';
    await expect(handle(madeIn1970)).rejects.toThrow('older than the inbox remembers');
  });

  it('refuses an id without a time in it', async () => {
    await expect(handle('7d444840-9dc0-4f6c-8a0e-000000000000')).rejects.toThrow('UUID version 7');
  });
});
