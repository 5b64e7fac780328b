import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { testDatabase, type ServiceDatabase, type TestDatabase } from '@strongroom/testing';
import { Crash } from './crash.js';
import { OrderService, type OrderView } from './order-service.js';
import { StripeSimulatorProcess } from './stripe-simulator.js';

jest.setTimeout(240_000);

const simulator = new StripeSimulatorProcess();
let database: TestDatabase;
let pool: ServiceDatabase;
let service: OrderService;

beforeAll(async () => {
  database = await testDatabase();
  pool = await database.as('order-processing');
  await simulator.start();
  service = await OrderService.open(pool, simulator.url);
});

afterAll(async () => {
  await simulator.close();
  await database.close();
});

async function timePasses(): Promise<void> {
  await database.query('UPDATE orders.open_order SET due_at = now()');
}

/** What a process leaves behind that dies after so many effects; whether it lived to the end. */
async function dying(afterEffects: number, work: (mortal: OrderService) => Promise<unknown>): Promise<boolean> {
  const crash = new Crash(afterEffects);
  const mortal = await OrderService.open(pool, simulator.url, { around: crash.around });
  await work(mortal).catch((error: unknown) => {
    if (!crash.happened) {
      throw error;
    }
  });
  return !crash.happened;
}

/** Places the order again and again, with the process dying one effect later each time, until it lives to the end. */
async function sweep(name: string, card: string, check: (order: OrderView) => Promise<void>): Promise<number> {
  await service.receive(name, 1_000);
  const input = { lines: [{ sku: name, quantity: 2 }], payment_method: card };
  for (let effects = 1; ; effects += 1) {
    const key = `${name}-${effects}`;
    const lived = await dying(effects, (mortal) => mortal.place(input, key));
    expect(await service.violations()).toEqual([]);
    // The reconciler dies, too, each time a little later.
    for (let pass = 1; pass <= 4; pass += 1) {
      await timePasses();
      await dying(pass * effects, (mortal) => mortal.reconcile());
      expect(await service.violations()).toEqual([]);
    }
    await timePasses();
    await service.reconcile();
    await timePasses();
    await service.reconcile();
    expect(await service.violations()).toEqual([]);
    await check(await service.place(input, key));
    if (lived) {
      return effects;
    }
  }
}

describe('a process that is killed after any commit or call, and reconcilers that are killed after it', () => {
  it('an order that can be paid for ends captured once', async () => {
    let sold = 0;
    const effects = await sweep('killed', 'pm_card_visa', async (order) => {
      expect(order).toMatchObject({ status: 'captured', total_minor: 2380 });
      const payments = await simulator.paymentsOf(order.order_id);
      expect(payments.map(({ amount_received: received }) => received)).toEqual([2380]);
      sold += 2;
      expect(await database.query(`SELECT reserved, sold FROM orders.stock WHERE sku = 'killed'`)).toEqual([
        { reserved: '0', sold: String(sold) },
      ]);
    });
    // Eleven commits and three calls, and the reading of the answer: as many places to die at.
    expect(effects).toBeGreaterThan(14);
  });

  it('an order that is declined ends released, with nothing held anywhere', async () => {
    await sweep('declined', 'pm_card_visa_chargeDeclined', async (order) => {
      expect(order).toMatchObject({ status: 'released', failure: { code: 'payment_declined' } });
      expect(await simulator.paymentsOf(order.order_id)).toMatchObject([{ status: 'canceled', amount_received: 0 }]);
      expect(await database.query(`SELECT reserved, sold FROM orders.stock WHERE sku = 'declined'`)).toEqual([
        { reserved: '0', sold: '0' },
      ]);
    });
  });
});
