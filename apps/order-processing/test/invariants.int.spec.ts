import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@strongroom/testing';
import { type OrderInvariant } from '../src/check-invariants/order-invariants.store.js';
import { OrderService } from './order-service.js';
import { StripeSimulatorProcess } from './stripe-simulator.js';

jest.setTimeout(60_000);

const simulator = new StripeSimulatorProcess();
let database: TestDatabase;
let service: OrderService;

beforeAll(async () => {
  database = await testDatabase();
  await simulator.start();
  service = await OrderService.open(await database.as('order-processing'), simulator.url);
  await service.receive('mug', 10);
  const order = { lines: [{ sku: 'mug', quantity: 1 }], payment_method: 'pm_card_visa' };
  await service.place(order, 'paid');
  await service.place({ ...order, payment_method: 'pm_card_visa_chargeDeclined' }, 'declined');
  await service.deliverEvents();
});

afterAll(async () => {
  await simulator.close();
  await database.close();
});

/** What nobody should be able to do, and the invariants that notice it; then the way back. */
const tampered: [what: string, noticed: OrderInvariant[], statements: string[], undo: string[]][] = [
  [
    'a counter of stock that no reservation explains',
    ['stock_matches_reservations'],
    ['UPDATE orders.stock SET reserved = reserved + 1'],
    ['UPDATE orders.stock SET reserved = reserved - 1'],
  ],
  [
    'a reservation that outlives its order',
    ['stock_matches_reservations', 'reservations_match_orders'],
    [`UPDATE orders.reservation SET status = 'active' WHERE status = 'released'`],
    [
      `UPDATE orders.reservation SET status = 'released'
         WHERE order_id IN (SELECT order_id FROM orders.sales_order WHERE status = 'released')`,
    ],
  ],
  [
    'more captured than was authorised',
    ['captures_within_authorization'],
    ['UPDATE orders.payment SET authorized_minor = 0'],
    [
      `UPDATE orders.payment SET authorized_minor = amount_minor
         WHERE order_id IN (SELECT order_id FROM orders.sales_order WHERE status = 'captured')`,
    ],
  ],
  [
    'a journal out of balance',
    ['journals_balance'],
    [`UPDATE orders.ledger_entry SET amount_minor = amount_minor - 1 WHERE account = 'tax'`],
    [`UPDATE orders.ledger_entry SET amount_minor = amount_minor + 1 WHERE account = 'tax'`],
  ],
  [
    'a ledger that balances and is wrong',
    ['ledger_matches_captures'],
    [
      `UPDATE orders.ledger_entry SET amount_minor = amount_minor + 1 WHERE account = 'processor'`,
      `UPDATE orders.ledger_entry SET amount_minor = amount_minor - 1 WHERE account = 'revenue'`,
    ],
    [
      `UPDATE orders.ledger_entry SET amount_minor = amount_minor - 1 WHERE account = 'processor'`,
      `UPDATE orders.ledger_entry SET amount_minor = amount_minor + 1 WHERE account = 'revenue'`,
    ],
  ],
  [
    'two live claims for one key',
    ['claims_are_single_and_answered'],
    [
      `INSERT INTO orders.idempotency_claim (tenant, scope, key, expires_at, fingerprint, order_id, answer)
       SELECT tenant, scope, key, expires_at + interval '1 second', 'again', order_id, answer FROM orders.idempotency_claim`,
    ],
    [`DELETE FROM orders.idempotency_claim WHERE fingerprint = 'again'`],
  ],
  [
    'a line that the total does not know',
    ['lines_sum_to_total'],
    ['UPDATE orders.order_line SET net_minor = net_minor + 1, total_minor = total_minor + 1'],
    ['UPDATE orders.order_line SET net_minor = net_minor - 1, total_minor = total_minor - 1'],
  ],
  [
    'a final order that is still on the list',
    ['open_orders_are_listed'],
    [
      `INSERT INTO orders.open_order (order_id, tenant, due_at) SELECT order_id, tenant, 'infinity' FROM orders.sales_order`,
    ],
    ['DELETE FROM orders.open_order'],
  ],
  [
    'an event of a state that never was',
    ['events_have_their_state'],
    [
      `INSERT INTO orders.order_event SELECT order_id, 99, tenant, status, changed_at FROM orders.order_event WHERE version = 1`,
    ],
    ['DELETE FROM orders.order_event WHERE version = 99'],
  ],
  [
    'a state whose event never came',
    ['states_have_their_event'],
    [
      `UPDATE orders.order_event SET version = -version WHERE version = 2`,
      `DELETE FROM orders.order_event WHERE version = -2`,
      `UPDATE orders.sales_order SET recorded_at = now() - interval '2 hours'`,
    ],
    [],
  ],
];

describe('the invariants of orders', () => {
  it('hold for an order that was paid for and one that was not', async () => {
    expect(await service.violations()).toEqual([]);
  });

  it.each(tampered)('notice %s', async (_what, noticed, statements, undo) => {
    for (const statement of statements) await database.query(statement);
    const violations = await service.violations();
    for (const statement of undo) await database.query(statement);
    expect(violations.map(([name]) => name).sort()).toEqual([...noticed].sort());
  });
});
