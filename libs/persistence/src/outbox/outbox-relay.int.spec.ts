import { event } from '@strongroom/contracts';
import { inTenant, testDatabase, type ServiceDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { OutboxRelay, type EventSink } from './outbox-relay.js';
import { Outbox, type OutboxEvent } from './outbox.js';

const happened = event('order-processing.test.happened.v1', {
  payload: z.strictObject({ n: z.int() }),
  consumers: ['cleanup'],
});
const HOUR_MS = 3_600_000;

let database: TestDatabase;
let orders: ServiceDatabase;
let outbox: Outbox;

beforeAll(async () => {
  database = await testDatabase();
  orders = await database.as('order-processing');
  outbox = new Outbox(orders.db, orders.transactions, orders.signals, 'orders');
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.query('TRUNCATE orders.outbox');
  await database.query('UPDATE orders.lease SET holder = NULL');
});

const relayTo = (sink: EventSink, everyMs = HOUR_MS): OutboxRelay =>
  new OutboxRelay(orders.transactions, orders.db, orders.signals, sink, { schema: 'orders', everyMs, batchMax: 2 });
const publish = (n: number, tenant = 'demo'): Promise<string> =>
  inTenant(tenant, () => orders.transactions.run(() => outbox.publish(happened, { n })));
const left = async (): Promise<number> => (await database.query('SELECT FROM orders.outbox')).length;

class Wire implements EventSink {
  readonly sent: OutboxEvent[] = [];
  trouble: 'none' | 'before' | 'after' = 'none';

  send(batch: readonly OutboxEvent[]): Promise<void> {
    if (this.trouble === 'before') return Promise.reject(new Error('the wire is down'));
    this.sent.push(...batch);
    if (this.trouble === 'after') return Promise.reject(new Error('the process died here'));
    return Promise.resolve();
  }
}

async function drain(relay: OutboxRelay): Promise<void> {
  const { signal } = new AbortController();
  while ((await relay.relay(signal)) === 'more');
}

describe('Outbox', () => {
  it('publishes nothing when the transaction rolls back', async () => {
    const work = inTenant('demo', () =>
      orders.transactions.run(async () => {
        await outbox.publish(happened, { n: 1 });
        throw new Error('no');
      }),
    );
    await expect(work).rejects.toThrow('no');
    await expect(left()).resolves.toBe(0);
  });

  it('refuses a payload that is not the event’s', async () => {
    const wrong = { n: 'one' } as unknown as { n: number };
    await expect(
      inTenant('demo', () => orders.transactions.run(() => outbox.publish(happened, wrong))),
    ).rejects.toThrow();
  });
});

describe('OutboxRelay', () => {
  it('sends the events of all tenants in the order of their commits, with who caused them, and forgets what is sent', async () => {
    const first = await publish(1, 'a');
    await publish(2, 'b');
    await publish(3, 'a');
    const wire = new Wire();
    await drain(relayTo(wire));
    expect(wire.sent.map(({ payload }) => payload)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(wire.sent[0]).toMatchObject({
      id: first,
      tenant: 'a',
      pattern: 'order-processing.test.happened.v1',
      actorChain: [{ type: 'client', id: 'test-client' }],
      traceId: '0af7651916cd43dd8448eb211c80319c',
    });
    const places = wire.sent.map(({ seq }) => seq);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    await expect(left()).resolves.toBe(0);
  });

  it('keeps what the wire did not take, and sends it in the same order later', async () => {
    await publish(1);
    await publish(2);
    const wire = new Wire();
    wire.trouble = 'before';
    const relay = relayTo(wire);
    await expect(drain(relay)).rejects.toThrow('the wire is down');
    await publish(3);
    wire.trouble = 'none';
    await drain(relay);
    expect(wire.sent.map(({ payload }) => payload)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('sends an event again, under the same id, when its process died before the sending was noted', async () => {
    const id = await publish(1);
    const dying = new Wire();
    dying.trouble = 'after';
    await expect(drain(relayTo(dying))).rejects.toThrow('died');
    await database.query(`UPDATE orders.lease SET held_until = now() - interval '1 second'`);
    const wire = new Wire();
    await drain(relayTo(wire));
    expect([...dying.sent, ...wire.sent].map((sent) => sent.id)).toEqual([id, id]);
  });

  it('has no transaction open while it sends', async () => {
    await publish(1);
    let open: unknown[] = [];
    await drain(
      relayTo({
        send: async () => {
          open = await database.query(
            `SELECT FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'
                AND pid <> pg_backend_pid() AND xact_start IS NOT NULL`,
          );
        },
      }),
    );
    expect(open).toEqual([]);
  });

  it('lets only one of several relays send', async () => {
    await publish(1);
    const [first, second] = [new Wire(), new Wire()];
    const one = relayTo(first);
    await drain(one);
    await publish(2);
    await drain(relayTo(second));
    await drain(one);
    expect(first.sent).toHaveLength(2);
    expect(second.sent).toHaveLength(0);
  });

  it('sends as soon as an event is committed, and lets the batch under way end when it stops', async () => {
    const arrived = Promise.withResolvers<undefined>();
    const taken = Promise.withResolvers<undefined>();
    const relay = relayTo({
      send: async () => {
        arrived.resolve(undefined);
        await taken.promise;
      },
    });
    relay.start();
    await publish(1);
    await arrived.promise;
    const stopped = relay.stop();
    taken.resolve(undefined);
    await stopped;
    await expect(left()).resolves.toBe(0);
  });
});
