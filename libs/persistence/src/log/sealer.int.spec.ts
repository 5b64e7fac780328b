import { uuidv7 } from '@strongroom/kernel';
import { inTenant, testDatabase, type ServiceDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LogHead } from './log-head.js';
import { logPosition } from './log-position.js';
import { sealedChannel, Sealer, unsealedChannel, type SealerTerms } from './sealer.js';

const LOG = { schema: 'revocation', table: 'outbox' };
const HOUR_MS = 3_600_000;

let database: TestDatabase;
let service: ServiceDatabase;

beforeAll(async () => {
  database = await testDatabase();
  service = await database.as('revocation', { poolMax: 8 });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.query('TRUNCATE revocation.outbox, revocation.lease');
  await database.query(`UPDATE revocation.log_head SET generation = 1, n = 0, fence = 0, heartbeat_at = '-infinity'`);
});

const sealer = (terms: Partial<SealerTerms> = {}): Sealer =>
  new Sealer(service.transactions, service.db, service.signals, { ...LOG, ...terms });

const insert = (id = uuidv7()): Promise<number> =>
  service.db.execute(
    `INSERT INTO revocation.outbox (id, tenant, pattern, payload, actor_chain, trace_id) VALUES ($1, 'demo', 'x', '{}', '[]', '')`,
    [id],
  );
const commit = (work: () => Promise<unknown>): Promise<unknown> =>
  inTenant('demo', () => service.transactions.run(work));
const seqs = async (): Promise<(number | null)[]> => {
  const rows = await database.query<{ n: string | null }>(
    'SELECT seq - 1099511627776 AS n FROM revocation.outbox ORDER BY seq NULLS LAST',
  );
  return rows.map(({ n }) => (n === null ? null : Number(n)));
};
const seqOf = async (id: string): Promise<number> => {
  const [row] = await database.query<{ seq: string }>('SELECT seq FROM revocation.outbox WHERE id = $1', [id]);
  return Number(row?.seq);
};
const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

describe('Sealer', () => {
  it('gives places in commit order, not in the order of ids or of inserts, and skips nothing that commits late', async () => {
    const [early, late] = [uuidv7(), uuidv7()];
    const [inserted, mayCommit] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const slow = commit(async () => {
      await insert(early);
      inserted.resolve(undefined);
      await mayCommit.promise;
    });
    await inserted.promise;
    await commit(() => insert(late));
    const one = sealer();
    await one.seal();
    await expect(seqs()).resolves.toEqual([1]);
    mayCommit.resolve(undefined);
    await slow;
    await one.seal();
    await expect(seqs()).resolves.toEqual([1, 2]);
    expect(await seqOf(late)).toBeLessThan(await seqOf(early));
  });

  it('leaves no gap and gives no place twice, whoever seals in which batches while rows come in', async () => {
    const writers = upTo(8).map(async () => {
      for (const _ of upTo(10)) await commit(() => insert());
    });
    const sealers = [sealer({ batchMax: 3 }), sealer({ batchMax: 7 })];
    const writing = new AbortController();
    const sealing = sealers.map(async (one, index) => {
      while (!writing.signal.aborted) {
        const pass = await one.seal();
        if (pass.led && pass.sealed > 0 && index === 0) await one.release();
      }
    });
    await Promise.all(writers);
    writing.abort();
    await Promise.all(sealing);
    await Promise.all(sealers.map((one) => one.release()));
    await expect(sealer().seal()).resolves.toMatchObject({ led: true, head: logPosition(1, 80), more: false });
    await expect(seqs()).resolves.toEqual(upTo(80));
  });

  it('has a place for everything that was committed before its heartbeat', async () => {
    const one = sealer();
    const committed: { id: string; by: Date }[] = [];
    const writers = upTo(6).map(async () => {
      for (const _ of upTo(10)) {
        const id = uuidv7();
        await commit(() => insert(id));
        const [row] = await service.transactions.runAcrossTenants(() =>
          service.db.query<{ by: Date }>('SELECT clock_timestamp() AS by'),
        );
        if (row !== undefined) committed.push({ id, by: row.by });
      }
    });
    const states: { head: number; heartbeatAt: Date }[] = [];
    const sealing = new AbortController();
    const sealed = (async () => {
      while (!sealing.signal.aborted) {
        const pass = await one.seal();
        if (pass.led) states.push(pass);
      }
    })();
    await Promise.all(writers);
    sealing.abort();
    await sealed;
    await one.seal();
    for (const { id, by } of committed) {
      const seq = await seqOf(id);
      for (const { head, heartbeatAt } of states) {
        if (by.getTime() < heartbeatAt.getTime()) expect(seq).toBeLessThanOrEqual(head);
      }
    }
    expect(states.length).toBeGreaterThan(1);
  });

  it('does not move its heartbeat while a full batch leaves entries unsealed', async () => {
    const one = sealer({ batchMax: 2 });
    const before = await one.seal();
    await commit(async () => {
      for (const _ of upTo(3)) await insert();
    });
    const full = await one.seal();
    expect(full).toMatchObject({ led: true, sealed: 2, more: true });
    expect(before.led && full.led && full.heartbeatAt.getTime() === before.heartbeatAt.getTime()).toBe(true);
    const rest = await one.seal();
    expect(rest.led && full.led && rest.heartbeatAt > full.heartbeatAt).toBe(true);
  });

  it('has the epoch for a heartbeat before its first, so that its reader is as stale as can be', async () => {
    const head = new LogHead(service.db, LOG);
    await expect(service.transactions.runAcrossTenants(() => head.read())).resolves.toEqual({
      head: logPosition(1, 0),
      heartbeatAt: new Date(0),
      fence: 0,
    });
  });

  it('is one writer at a time: another one writes only after the lease was given up or ran out, with a higher fence', async () => {
    const [first, second] = [sealer(), sealer()];
    await expect(first.seal()).resolves.toMatchObject({ led: true, fence: 1 });
    await expect(second.seal()).resolves.toEqual({ led: false });
    await first.release();
    await expect(second.seal()).resolves.toMatchObject({ led: true, fence: 2 });
    await database.query(`UPDATE revocation.lease SET held_until = now() - interval '1 second'`);
    await expect(first.seal()).resolves.toMatchObject({ led: true, fence: 3 });
    await commit(() => insert());
    await expect(second.seal()).resolves.toEqual({ led: false });
    await expect(seqs()).resolves.toEqual([null]);
  });

  it('only ever goes up, also in a new generation', async () => {
    await commit(() => insert());
    const one = sealer();
    await one.seal();
    const head = new LogHead(service.db, LOG);
    const raise = (generation: number): Promise<boolean> =>
      service.transactions.runAcrossTenants(() => head.raiseGeneration(generation));
    await expect(raise(3)).resolves.toBe(true);
    await expect(raise(3)).resolves.toBe(false);
    await expect(raise(2)).resolves.toBe(false);
    await expect(raise(8_192)).rejects.toThrow(RangeError);
    await commit(() => insert());
    await expect(one.seal()).resolves.toMatchObject({ head: logPosition(3, 1) });
    await expect(service.transactions.runAcrossTenants(() => head.read())).resolves.toMatchObject({
      head: logPosition(3, 1),
    });
    await expect(seqs()).resolves.toEqual([1, 2 * 2 ** 40 + 1]);
  });

  it('seals as soon as it is woken, tells every listener the new head, and hands over when it stops', async () => {
    const one = sealer({ everyMs: HOUR_MS });
    const heads: number[] = [];
    const told = Promise.withResolvers<string>();
    const stopListening = service.signals.listen(sealedChannel(LOG), (payload) => {
      if (payload !== '') told.resolve(payload);
    });
    const led = Promise.withResolvers<undefined>();
    const watched = sealer({
      everyMs: HOUR_MS,
      onSealed: ({ head }) => {
        heads.push(head);
        led.resolve(undefined);
      },
    });
    watched.start();
    await led.promise;
    await commit(async () => {
      await insert();
      service.transactions.afterCommit(() => {
        service.signals.ring(unsealedChannel(LOG));
      });
    });
    await expect(told.promise).resolves.toBe(String(logPosition(1, 1)));
    await watched.stop();
    stopListening();
    expect(heads.at(-1)).toBe(logPosition(1, 1));
    await expect(one.seal()).resolves.toMatchObject({ led: true });
  });
});
