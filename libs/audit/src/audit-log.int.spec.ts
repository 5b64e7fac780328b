import { inTenant, testContext, testDatabase, type ServiceDatabase, type TestDatabase } from '@strongroom/testing';
import { runInContext } from '@strongroom/security-context';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditLog, type AuditRecord } from './audit-log.js';

let database: TestDatabase;
let orders: ServiceDatabase;
let audit: AuditLog;

beforeAll(async () => {
  database = await testDatabase();
  orders = await database.as('order-processing');
  audit = new AuditLog(orders.db);
});
afterAll(() => database.close());

const placed = (id: string): AuditRecord => ({
  action: 'order.place',
  target: { type: 'order', id },
  outcome: 'succeeded',
  details: { lines: 2, skus: ['a', 'b'] },
});
const entriesOf = (id: string): Promise<Record<string, unknown>[]> =>
  database.query('SELECT * FROM audit.entry WHERE target_id = $1', [id]);

describe('AuditLog.record', () => {
  it('keeps what was done, by whom, for whom, from where and under which credential', async () => {
    const context = testContext({
      tenant: 'acme',
      actor: { type: 'agent', id: 'a1' },
      actorChain: [{ type: 'user', id: 'u1' }],
      credential: { jti: 'j1', subject: 'u1', client: 'c1', session: 's1', pos: 1, expiresAtMs: 1 },
      ip: '192.0.2.7',
      userAgent: 'curl/8',
    });
    await runInContext(context, () => orders.transactions.run(() => audit.record(placed('o1'))));
    await expect(entriesOf('o1')).resolves.toMatchObject([
      {
        tenant: 'acme',
        action: 'order.place',
        outcome: 'succeeded',
        target_type: 'order',
        actor_type: 'agent',
        actor_id: 'a1',
        actor_chain: [{ type: 'user', id: 'u1' }],
        token_id: 'j1',
        session_id: 's1',
        ip: '192.0.2.7',
        user_agent: 'curl/8',
        trace_id: context.traceId,
        details: { lines: 2, skus: ['a', 'b'] },
        seq: null,
      },
    ]);
  });

  it('leaves no entry of an act that was rolled back', async () => {
    const work = inTenant('acme', () =>
      orders.transactions.run(async () => {
        await audit.record(placed('o2'));
        throw new Error('no stock');
      }),
    );
    await expect(work).rejects.toThrow('no stock');
    await expect(entriesOf('o2')).resolves.toEqual([]);
  });

  it('cannot be read, changed or taken back by the service that wrote it', async () => {
    const denied = { sqlState: '42501' };
    for (const sql of ['SELECT FROM audit.entry', 'DELETE FROM audit.entry', `UPDATE audit.entry SET action = 'x'`]) {
      await expect(inTenant('acme', () => orders.transactions.run(() => orders.db.query(sql)))).rejects.toMatchObject(
        denied,
      );
    }
  });

  it('throws outside a transaction', async () => {
    await expect(inTenant('acme', () => audit.record(placed('o3')))).rejects.toThrow('no open transaction');
  });
});
