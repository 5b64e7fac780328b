import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type InputToSend, type receiveStock } from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { inTenant, testDatabase, type TestDatabase } from '@strongroom/testing';
import { PlaceCompatOrder } from '../src/place-compat-order/place-compat-order.js';
import { ReceiveStock } from '../src/receive-stock/receive-stock.js';
import { ShowOrder } from '../src/show-order/show-order.js';
import { ShowStock } from '../src/show-stock/show-stock.js';
import { call, OrderService } from './order-service.js';
import { StripeSimulatorProcess } from './stripe-simulator.js';

jest.setTimeout(60_000);

const simulator = new StripeSimulatorProcess();
let database: TestDatabase;
let service: OrderService;

beforeAll(async () => {
  database = await testDatabase();
  await simulator.start();
  service = await OrderService.open(await database.as('order-processing'), simulator.url);
});

afterAll(async () => {
  await simulator.close();
  await database.close();
});

const pay = { payment_method: 'pm_card_visa' };
const order = (sku: string) => ({ lines: [{ sku, quantity: 2 }], ...pay });

describe('an order that is looked up', () => {
  it('shows each state it was in once, in order, though every event came twice', async () => {
    await service.receive('seen', 5);
    const placed = await service.place(order('seen'), 'seen');
    await service.deliverEvents();
    const shown = await inTenant('demo', () => service.module.get(ShowOrder).execute({ order_id: placed.order_id }));

    expect(shown).toMatchObject(placed);
    expect(shown.history.map(({ status }) => status)).toEqual([
      'received',
      'reserved',
      'priced',
      'authorized',
      'capture_requested',
      'captured',
    ]);
    expect(await service.violations()).toEqual([]);
  });

  it('is unknown to another tenant, exactly as one that never was', async () => {
    await service.receive('ours', 5);
    const { order_id } = await service.place(order('ours'), 'ours');
    const unknown = { code: 'err:orders:unknown:order', message: 'there is no such order' };
    const show = service.module.get(ShowOrder);
    await expect(inTenant('other', () => show.execute({ order_id }))).rejects.toMatchObject(unknown);
    await expect(inTenant('demo', () => show.execute({ order_id: uuidv7() }))).rejects.toMatchObject(unknown);
  });

  it('left an audit entry for each state, by who placed it', async () => {
    await service.receive('audited', 5);
    const { order_id } = await service.place(order('audited'), 'audited');
    const entries = await database.query(
      `SELECT action, outcome, actor_type, actor_id FROM audit.entry WHERE target_id = $1 ORDER BY recorded_at`,
      [order_id],
    );
    expect(entries).toHaveLength(6);
    expect(entries.at(-1)).toEqual({
      action: 'order.captured',
      outcome: 'succeeded',
      actor_type: 'client',
      actor_id: 'test-client',
    });
  });
});

describe('an order in the older form', () => {
  const place = (input: Parameters<PlaceCompatOrder['execute']>[0]) =>
    inTenant('demo', () => service.module.get(PlaceCompatOrder).execute(input, call('not used')));

  it('is charged once however often it is sent, and answers in the older form', async () => {
    await service.receive('old', 10, 'demo', 1999);
    const input = { id: 'old-1', item_id: 'old', price: 19.99, qty: 3, amount: 59.97 };
    const answers = await Promise.all([place(input), place(input), place(input)]);
    expect(answers[0]).toEqual({
      order_id: answers[0].order_id,
      status: 'captured',
      total_charged: 59.97,
      message: 'Order processed successfully.',
    });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await simulator.paymentsOf(answers[0].order_id)).toMatchObject([{ amount_received: 5997 }]);
  });

  it('whose amount is not price times qty is refused and changes nothing', async () => {
    await service.receive('dear', 10, 'demo', 1999);
    await expect(place({ id: 'dear-1', item_id: 'dear', price: 19.99, qty: 3, amount: 19.99 })).rejects.toMatchObject({
      code: 'err:orders:invalid:price',
      fields: [{ pointer: '/amount' }],
    });
    expect(await database.query(`SELECT 1 FROM orders.idempotency_claim WHERE key = 'dear-1'`)).toEqual([]);
  });

  it('that is declined charges nothing and says why', async () => {
    await service.receive('refused', 10, 'demo', 1999);
    const payment = { payment_method: 'pm_card_visa_chargeDeclined' };
    expect(
      await place({ id: 'no-1', item_id: 'refused', price: 19.99, qty: 1, amount: 19.99, ...payment }),
    ).toMatchObject({
      status: 'released',
      total_charged: 0,
      message: 'Your card was declined.',
    });
  });
});

describe('stock', () => {
  const delivery = {
    sku: 'cup',
    receipt_id: 'note-1',
    quantity: 5,
    name: 'Cup',
    currency: 'EUR',
    unit_price_minor: 500,
    tax_basis_points: 700,
    price_includes_tax: false,
  };
  const receive = (over: Partial<InputToSend<typeof receiveStock>> = {}) =>
    inTenant('demo', () => service.module.get(ReceiveStock).execute({ ...delivery, ...over }));

  it('counts a delivery once, also when it is sent several times at once', async () => {
    const views = await Promise.all([receive(), receive(), receive()]);
    expect(views.map(({ on_hand }) => on_hand)).toEqual([5, 5, 5]);
    expect(await receive({ receipt_id: 'note-2', quantity: 2, unit_price_minor: 600 })).toMatchObject({
      on_hand: 7,
      available: 7,
      unit_price_minor: 600,
    });
    await expect(receive({ quantity: 6 })).rejects.toMatchObject({ code: 'err:orders:conflict:receipt' });
    expect(await inTenant('demo', () => service.module.get(ShowStock).execute({ sku: 'cup' }))).toMatchObject({
      on_hand: 7,
      unit_price_minor: 600,
    });
  });

  it('keeps an item in the currency that it began with, and knows only active ones', async () => {
    await expect(receive({ currency: 'USD' })).rejects.toMatchObject({ code: 'err:orders:invalid:currency' });
    await expect(receive({ sku: 'mark', currency: 'DEM' })).rejects.toMatchObject({
      code: 'err:orders:invalid:currency',
    });
  });

  it('of one tenant is not seen by another', async () => {
    await expect(inTenant('other', () => service.module.get(ShowStock).execute({ sku: 'cup' }))).rejects.toMatchObject({
      code: 'err:orders:unknown:sku',
    });
  });

  it('cannot be overdrawn even by a statement that forgets to look', async () => {
    await service.receive('guarded', 1);
    await expect(database.query(`UPDATE orders.stock SET reserved = 2 WHERE sku = 'guarded'`)).rejects.toThrow(
      'stock_not_oversold',
    );
  });
});
