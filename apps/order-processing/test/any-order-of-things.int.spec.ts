import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { testDatabase, type ServiceDatabase, type TestDatabase } from '@strongroom/testing';
import fc from 'fast-check';
import { Crash } from './crash.js';
import { OrderService } from './order-service.js';
import { StripeSimulatorProcess } from './stripe-simulator.js';

jest.setTimeout(240_000);

const ON_HAND = 6;
const simulator = new StripeSimulatorProcess();
let database: TestDatabase;
let pool: ServiceDatabase;
let service: OrderService;

beforeAll(async () => {
  database = await testDatabase();
  pool = await database.as('order-processing', { poolMax: 20 });
  await simulator.start();
  service = await OrderService.open(pool, simulator.url);
});

afterAll(async () => {
  await simulator.close();
  await database.close();
});

/** A few keys, items and quantities, so that they meet. */
const order = fc.record({
  key: fc.integer({ min: 1, max: 4 }),
  quantity: fc.integer({ min: 1, max: 4 }),
  card: fc.constantFrom('pm_card_visa', 'pm_card_visa', 'pm_card_visa_chargeDeclined'),
});
const thing = fc.oneof(
  fc.record({ kind: fc.constant('orders at once' as const), orders: fc.array(order, { minLength: 1, maxLength: 5 }) }),
  fc.record({ kind: fc.constant('a killed order' as const), order, effects: fc.integer({ min: 1, max: 16 }) }),
  fc.record({ kind: fc.constant('a killed reconciler' as const), effects: fc.integer({ min: 1, max: 12 }) }),
  fc.record({
    kind: fc.constant('a fault' as const),
    operation: fc.constantFrom(
      ...(['create', 'confirm', 'capture', 'cancel', 'retrieve'] as const).map(
        (name) => `payment_intents.${name}` as const,
      ),
    ),
    fault: fc.constantFrom('error-after-commit' as const, 'error-before-commit' as const),
  }),
  fc.record({ kind: fc.constant('reservations run out' as const) }),
);

type Value<A> = A extends fc.Arbitrary<infer T> ? T : never;

async function happen(what: Value<typeof thing>, run: string): Promise<void> {
  const place = (by: OrderService, { key, quantity, card }: Value<typeof order>): Promise<unknown> =>
    by.place({ lines: [{ sku: run, quantity }], payment_method: card }, `${run}-${key}`);
  switch (what.kind) {
    case 'orders at once':
      await Promise.allSettled(what.orders.map((each) => place(service, each)));
      return;
    case 'a killed order':
    case 'a killed reconciler': {
      const mortal = await OrderService.open(pool, simulator.url, { around: new Crash(what.effects).around });
      await database.query('UPDATE orders.open_order SET due_at = now()');
      await Promise.allSettled([what.kind === 'a killed order' ? place(mortal, what.order) : mortal.reconcile()]);
      return;
    }
    case 'a fault':
      await simulator.fault({ operation: what.operation, kind: what.fault });
      return;
    case 'reservations run out':
      await database.query('UPDATE orders.sales_order SET reserved_until = now()');
      return;
  }
}

async function settleAll(): Promise<void> {
  for (let open = 1; open > 0;) {
    await database.query('UPDATE orders.open_order SET due_at = now()');
    await service.reconcile();
    const [row] = await database.query<{ open: number }>('SELECT count(*)::integer AS open FROM orders.open_order');
    open = row?.open ?? 0;
  }
}

it('whatever happens, in whatever order: every order is settled, nothing is sold that is not there, nobody pays twice', async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(thing, { minLength: 3, maxLength: 10 }), async (things) => {
      runs += 1;
      const run = `run-${runs}`;
      await service.receive(run, ON_HAND);
      for (const what of things) {
        await happen(what, run);
        expect(await service.violations()).toEqual([]);
      }
      await settleAll();

      expect(await service.violations()).toEqual([]);
      const orders = await database.query<{ order_id: string; status: string; total: number | null }>(
        `SELECT DISTINCT o.order_id, o.status, o.total_minor::integer AS total
           FROM orders.sales_order o JOIN orders.order_line USING (order_id) WHERE sku = $1`,
        [run],
      );
      for (const { order_id, status, total } of orders) {
        const payments = await simulator.paymentsOf(order_id);
        const received = payments.map((payment) => payment.amount_received).filter((minor) => minor > 0);
        expect({ status, received, held: payments.filter((payment) => payment.amount_capturable > 0).length }).toEqual({
          status,
          received: status === 'captured' ? [total] : [],
          held: 0,
        });
      }
    }),
    { numRuns: 25 },
  );
});
