import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@strongroom/testing';
import { OrderService, type OrderView } from './order-service.js';
import { StripeSimulatorProcess } from './stripe-simulator.js';

jest.setTimeout(60_000);

const simulator = new StripeSimulatorProcess();
let database: TestDatabase;
let service: OrderService;
/** Waits for the payment gateway only so long that a test can wait for it to give up. */
let impatient: OrderService;

beforeAll(async () => {
  database = await testDatabase();
  await simulator.start();
  const pool = await database.as('order-processing', { poolMax: 25 });
  service = await OrderService.open(pool, simulator.url);
  impatient = await OrderService.open(pool, simulator.url, { stripeTimeoutMs: 500 });
});

afterAll(async () => {
  await simulator.close();
  await database.close();
});

const input = (sku: string, quantity = 1) => ({ lines: [{ sku, quantity }], payment_method: 'pm_card_visa' });

/** Makes every order that is open due, as if its lease had run out. */
async function timePasses(): Promise<void> {
  await database.query('UPDATE orders.open_order SET due_at = now()');
}

/** Reconciles until nothing is left to settle, however often the gateway does not tell. */
async function reconcileAll(): Promise<void> {
  for (let open = 1; open > 0;) {
    await timePasses();
    await service.reconcile();
    [{ open }] = (await database.query('SELECT count(*)::integer AS open FROM orders.open_order')) as [
      { open: number },
    ];
  }
}

async function stockOf(sku: string): Promise<unknown> {
  const [row] = await database.query('SELECT on_hand, reserved, sold FROM orders.stock WHERE sku = $1', [sku]);
  return row;
}

describe('placing an order', () => {
  it('ends with one capture of exactly the total, in our ledger and at the gateway, and the goods sold', async () => {
    await service.receive('book', 10);
    const order = await service.place({ ...input('book', 3), total_minor: 3570 }, 'first');

    expect(order).toMatchObject({
      status: 'captured',
      net_minor: 3000,
      tax_minor: 570,
      total_minor: 3570,
      failure: null,
    });
    const [payment, ...others] = await simulator.paymentsOf(order.order_id);
    expect(others).toEqual([]);
    expect(payment).toMatchObject({ status: 'succeeded', amount: 3570, amount_received: 3570, currency: 'eur' });
    expect(
      await database.query(
        `SELECT account, amount_minor::integer AS minor FROM orders.ledger_entry JOIN orders.ledger_journal USING (journal_id)
          WHERE order_id = $1 ORDER BY entry_no`,
        [order.order_id],
      ),
    ).toEqual([
      { account: 'processor', minor: 3570 },
      { account: 'revenue', minor: -3000 },
      { account: 'tax', minor: -570 },
    ]);
    expect(await stockOf('book')).toEqual({ on_hand: '10', reserved: '0', sold: '3' });
    expect(await service.violations()).toEqual([]);
  });

  it('20 times at once with one key has one effect and one answer', async () => {
    await service.receive('lamp', 100);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => service.placePatiently(input('lamp'), 'twenty')),
    );

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const [order] = answers;
    expect(order?.status).toBe('captured');
    expect(await simulator.paymentsOf(order?.order_id ?? '')).toHaveLength(1);
    expect(
      await database.query('SELECT count(*)::integer AS n FROM orders.ledger_journal WHERE order_id = $1', [
        order?.order_id,
      ]),
    ).toEqual([{ n: 1 }]);
    expect(await stockOf('lamp')).toEqual({ on_hand: '100', reserved: '0', sold: '1' });
  });

  it('again with the same key gives the same bytes; with another body it is refused and changes nothing', async () => {
    await service.receive('chair', 5);
    const first = await service.place(input('chair'), 'chair-1');
    expect(JSON.stringify(await service.place(input('chair'), 'chair-1'))).toBe(JSON.stringify(first));
    await expect(service.place(input('chair', 2), 'chair-1')).rejects.toMatchObject({
      code: 'err:orders:conflict:idempotency-key',
    });
    expect(await stockOf('chair')).toEqual({ on_hand: '5', reserved: '0', sold: '1' });
  });

  it('keys of one tenant mean nothing to another', async () => {
    await service.receive('shared', 5);
    await service.receive('shared', 5, 'other');
    const ours = await service.place(input('shared'), 'same-key');
    const theirs = await service.place(input('shared'), 'same-key', 'other');
    expect(theirs.order_id).not.toBe(ours.order_id);
  });

  it('never sells more than there is: 30 orders at once for the last 10 pieces give 10 captures', async () => {
    await service.receive('scarce', 10);
    const orders = await Promise.all(
      Array.from({ length: 30 }, (_, number) => service.place(input('scarce'), `scarce-${number}`)),
    );
    const byStatus = (status: OrderView['status']): OrderView[] => orders.filter((order) => order.status === status);
    expect(byStatus('captured')).toHaveLength(10);
    expect(byStatus('rejected')).toHaveLength(20);
    expect(byStatus('rejected')[0]?.failure?.code).toBe('out_of_stock');
    expect(await stockOf('scarce')).toEqual({ on_hand: '10', reserved: '0', sold: '10' });
    expect(await service.violations()).toEqual([]);
  });

  it('a line that cannot be had gives back what the other lines hold', async () => {
    await service.receive('plenty', 5);
    await service.receive('none-left', 1);
    const order = await service.place(
      {
        ...input('plenty'),
        lines: [
          { sku: 'plenty', quantity: 2 },
          { sku: 'none-left', quantity: 2 },
        ],
      },
      'two-lines',
    );
    expect(order).toMatchObject({ status: 'rejected', failure: { code: 'out_of_stock' } });
    expect(await stockOf('plenty')).toEqual({ on_hand: '5', reserved: '0', sold: '0' });
  });

  it.each([
    ['an unknown item', { lines: [{ sku: 'unheard-of', quantity: 1 }] }, 'err:orders:invalid:sku', '/lines/0/sku'],
    [
      'a price that is not ours',
      { lines: [{ sku: 'priced', quantity: 1, unit_price_minor: 1 }] },
      'err:orders:invalid:price',
      '/lines/0/unit_price_minor',
    ],
    ['a total that is not ours', { total_minor: 1 }, 'err:orders:invalid:price', '/total_minor'],
  ])('%s is refused, names the field, and leaves the key free', async (name, wrong, code, pointer) => {
    await service.receive('priced', 5);
    await expect(service.place({ ...input('priced'), ...wrong }, name)).rejects.toMatchObject({
      code,
      fields: [{ pointer }],
    });
    expect(await service.place(input('priced'), name)).toMatchObject({ status: 'captured' });
  });
});

describe('a payment that fails', () => {
  it.each([
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'payment_declined', 'Your card has insufficient funds.'],
    [
      'pm_card_authenticationRequired',
      'payment_declined',
      'Your card was declined. This transaction requires authentication.',
    ],
    ['pm_nobody', 'payment_refused', 'the payment was refused: resource_missing'],
  ])('%s: the order is released, the goods can be had again, the payment is cancelled', async (card, code, message) => {
    await service.receive(card, 3);
    const order = await service.place({ ...input(card), payment_method: card }, card);
    expect(order).toMatchObject({ status: 'released', failure: { code, message } });
    expect(await stockOf(card)).toEqual({ on_hand: '3', reserved: '0', sold: '0' });
    expect(await simulator.paymentsOf(order.order_id)).toMatchObject([{ status: 'canceled', amount_received: 0 }]);
    expect(JSON.stringify(await service.place({ ...input(card), payment_method: card }, card))).toBe(
      JSON.stringify(order),
    );
    expect(await service.violations()).toEqual([]);
  });
});

describe('a payment whose outcome is not known', () => {
  const operations = ['payment_intents.create', 'payment_intents.confirm', 'payment_intents.capture'] as const;
  const kinds = ['timeout-after-commit', 'error-after-commit', 'error-before-commit', 'close-before-commit'] as const;
  const cases = operations.flatMap((operation) => kinds.map((kind) => [operation, kind] as const));

  it.each(cases)(
    '%s with %s: the caller is told so, and the reconciler settles it with one capture',
    async (operation, kind) => {
      const name = `${operation}-${kind}`;
      await service.receive(name, 5);
      // The SDK repeats a request once when the connection closes, so that must happen twice.
      await simulator.fault({ operation, kind, times: kind === 'close-before-commit' ? 2 : 1 });
      const order = await service.place(input(name), name);
      expect(order.status).toBe('payment_unknown');

      for (let pass = 0; pass < 4; pass += 1) {
        await timePasses();
        await service.reconcile();
      }
      const settled = await service.place(input(name), name);
      expect(settled).toMatchObject({ order_id: order.order_id, status: 'captured', total_minor: 1190 });
      const payments = await simulator.paymentsOf(order.order_id);
      expect(payments.filter(({ amount_received: received }) => received > 0)).toHaveLength(1);
      expect(payments.filter(({ amount_capturable: capturable }) => capturable > 0)).toHaveLength(0);
      expect(await stockOf(name)).toEqual({ on_hand: '5', reserved: '0', sold: '1' });
      expect(await service.violations()).toEqual([]);
    },
  );

  it('whoever comes with the same key meanwhile is told to come again', async () => {
    await service.receive('patience', 5);
    await simulator.fault({ operation: 'payment_intents.confirm', kind: 'timeout-after-commit' });
    expect((await impatient.place(input('patience'), 'patience')).status).toBe('payment_unknown');
    await expect(service.place(input('patience'), 'patience')).rejects.toMatchObject({
      code: 'err:orders:conflict:in-flight',
      retryAfterMs: 2_000,
    });
    await reconcileAll();
    expect((await service.place(input('patience'), 'patience')).status).toBe('captured');
  });

  it('is not touched by the reconciler while its caller is still at it', async () => {
    await service.receive('held', 5);
    await simulator.fault({ operation: 'payment_intents.confirm', kind: 'slow', delayMs: 200 });
    const placing = service.place(input('held'), 'held');
    await service.reconcile();
    const order = await placing;
    expect(order.status).toBe('captured');
    const calls = await database.query(
      'SELECT step, attempt, outcome FROM orders.payment_call WHERE order_id = $1 ORDER BY recorded_at',
      [order.order_id],
    );
    expect(calls).toEqual(['create', 'authorize', 'capture'].map((step) => ({ step, attempt: 1, outcome: 'done' })));
  });

  it('two reconcilers at once have no effect twice', async () => {
    await service.receive('two', 20);
    const second = await OrderService.open(await database.as('order-processing'), simulator.url);
    await simulator.fault({ operation: 'payment_intents.capture', kind: 'timeout-after-commit', times: 5 });
    await Promise.all(Array.from({ length: 5 }, (_, number) => impatient.place(input('two'), `two-${number}`)));
    await timePasses();
    await Promise.all([service.reconcile(), second.reconcile(), service.reconcile()]);
    await reconcileAll();
    for (let number = 0; number < 5; number += 1) {
      const order = await service.place(input('two'), `two-${number}`);
      expect(order.status).toBe('captured');
      expect(await simulator.paymentsOf(order.order_id)).toMatchObject([{ amount_received: 1190 }]);
    }
    expect(await stockOf('two')).toEqual({ on_hand: '20', reserved: '0', sold: '5' });
    expect(await service.violations()).toEqual([]);
  });
});

describe('an order that nobody pays for in time', () => {
  it.each(['error-before-commit', 'error-after-commit'] as const)(
    'is finished if the bank had promised the money (%s), and given up if not',
    async (kind) => {
      await service.receive(kind, 5);
      await simulator.fault({ operation: 'payment_intents.confirm', kind });
      const order = await service.place(input(kind), kind);
      expect(order.status).toBe('payment_unknown');
      await database.query(`UPDATE orders.sales_order SET reserved_until = now() WHERE order_id = $1`, [
        order.order_id,
      ]);
      await reconcileAll();
      const settled = await service.place(input(kind), kind);
      const payments = await simulator.paymentsOf(order.order_id);
      // Money that the bank has promised is taken: the goods are still held. Money that it has not is not asked for again.
      expect([settled.status, payments.map(({ status }) => status)]).toEqual(
        kind === 'error-after-commit' ? ['captured', ['succeeded']] : ['released', ['canceled']],
      );
      expect(await service.violations()).toEqual([]);
    },
  );

  it('gives back what it holds', async () => {
    await service.receive('slow', 5);
    await simulator.kill('SIGKILL');
    const order = await service.place(input('slow'), 'slow');
    expect(order.status).toBe('payment_unknown');
    await simulator.start();
    await database.query(`UPDATE orders.sales_order SET reserved_until = now() WHERE order_id = $1`, [order.order_id]);
    await simulator.fault({ operation: 'payment_intents.create', kind: 'error-before-commit' });
    await reconcileAll();
    expect(await service.place(input('slow'), 'slow')).toMatchObject({
      status: 'released',
      failure: { code: 'reservation_expired' },
    });
    expect(await stockOf('slow')).toEqual({ on_hand: '5', reserved: '0', sold: '0' });
    expect(await service.violations()).toEqual([]);
  });
});

describe('after all of this', () => {
  it('our ledger and the gateway agree to the last cent, for every order, also after the gateway was killed', async () => {
    await reconcileAll();
    await simulator.kill('SIGKILL');
    await simulator.start();
    const theirs = new Map<string, number>();
    for await (const { amount_received: received, amount_capturable: held, metadata } of simulator
      .stripe()
      .paymentIntents.list({ limit: 100 })) {
      expect(held).toBe(0);
      if (received > 0) {
        theirs.set(metadata['order_id'] ?? '', received);
      }
    }
    const ours = await database.query<{ order_id: string; minor: number }>(
      `SELECT order_id, amount_minor::integer AS minor FROM orders.ledger_entry JOIN orders.ledger_journal USING (journal_id)
        WHERE account = 'processor'`,
    );
    expect(ours.length).toBeGreaterThan(30);
    expect(new Map(ours.map(({ order_id, minor }) => [order_id, minor]))).toEqual(theirs);
    expect(await service.violations()).toEqual([]);
  });
});
