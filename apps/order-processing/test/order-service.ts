import { Test, type TestingModule } from '@nestjs/testing';
import { AuditLog } from '@strongroom/audit';
import { orderChanged, type CallFacts, type InputToSend, type Output, type placeOrder } from '@strongroom/contracts';
import { DomainError, uuidv7 } from '@strongroom/kernel';
import { Database, Inbox, Outbox, Transactions } from '@strongroom/persistence';
import { Logger } from '@strongroom/platform';
import { inTenant, type ServiceDatabase } from '@strongroom/testing';
import { OrderInvariantsStore } from '../src/check-invariants/order-invariants.store.js';
import { TAX_ROUNDING } from '../src/domain/money/round-ratio.js';
import { orderProviders } from '../src/order-providers.js';
import { PaymentGateway } from '../src/payments/payment-gateway.js';
import { StripePayments } from '../src/payments/stripe-payments.client.js';
import { COMPAT_PAYMENT_METHOD } from '../src/place-compat-order/place-compat-order.js';
import { PlaceOrder } from '../src/place-order/place-order.js';
import { ReceiveStock } from '../src/receive-stock/receive-stock.js';
import { RecordOrderEvent } from '../src/record-order-event/record-order-event.js';
import { ReconcileOrders } from '../src/reconcile-orders/reconcile-orders.js';

export type OrderView = Output<typeof placeOrder>;

/** What tests put around the real parts: to fail at a chosen moment, never to pretend. */
export interface Around {
  readonly transactions: (dataSource: ServiceDatabase['dataSource']) => Transactions;
  readonly gateway: (real: PaymentGateway) => PaymentGateway;
}

/** One replica of the service on a real database and a real simulator, without its doors and loops: tests make its passes. */
export class OrderService {
  private constructor(readonly module: TestingModule) {}

  static async open(
    { dataSource, signals, transactions: real }: ServiceDatabase,
    stripeUrl: string,
    { around, stripeTimeoutMs = 10_000 }: { readonly around?: Around; readonly stripeTimeoutMs?: number } = {},
  ): Promise<OrderService> {
    const transactions = around?.transactions(dataSource) ?? real;
    const db = new Database(transactions);
    const stripe = new StripePayments({ apiKey: 'sk_test_simulator', apiUrl: stripeUrl, timeoutMs: stripeTimeoutMs });
    const module = await Test.createTestingModule({
      providers: [
        ...orderProviders,
        { provide: Transactions, useValue: transactions },
        { provide: Database, useValue: db },
        { provide: Outbox, useValue: new Outbox(db, transactions, signals, 'orders') },
        { provide: AuditLog, useValue: new AuditLog(db) },
        {
          provide: Logger,
          useValue: Logger.create({ service: 'order-processing', instance: 'test', level: 'silent', freeText: String }),
        },
        { provide: PaymentGateway, useValue: around?.gateway(stripe) ?? stripe },
        { provide: TAX_ROUNDING, useValue: 'half-up' },
        { provide: COMPAT_PAYMENT_METHOD, useValue: 'pm_card_visa' },
      ],
    }).compile();
    return new OrderService(module);
  }

  place(input: InputToSend<typeof placeOrder>, key: string, tenant = 'demo'): Promise<OrderView> {
    return inTenant(tenant, () => this.module.get(PlaceOrder).execute(input, call(key)));
  }

  /** Places an order as a good client does: told that it is being carried out, it asks again. */
  async placePatiently(input: InputToSend<typeof placeOrder>, key: string): Promise<OrderView> {
    for (;;) {
      try {
        return await this.place(input, key);
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'err:orders:conflict:in-flight') {
          throw error;
        }
      }
    }
  }

  async receive(sku: string, quantity: number, tenant = 'demo', priceMinor = 1190): Promise<void> {
    await inTenant(tenant, () =>
      this.module.get(ReceiveStock).execute({
        sku,
        receipt_id: uuidv7(),
        quantity,
        name: `Item ${sku}`,
        currency: 'EUR',
        unit_price_minor: priceMinor,
        tax_basis_points: 1900,
        price_includes_tax: true,
      }),
    );
  }

  /** Hands every event in the outbox to its consumer, as the event lane would, and twice: it delivers at least once. */
  async deliverEvents(): Promise<void> {
    const transactions = this.module.get(Transactions);
    const db = this.module.get(Database);
    const events = await transactions.runAcrossTenants(() =>
      db.query<{ id: string; tenant: string; payload: unknown }>(
        'SELECT id, tenant, payload FROM orders.outbox ORDER BY id',
      ),
    );
    const inbox = new Inbox(db, 'orders');
    for (const { id, tenant, payload } of [...events, ...events]) {
      await inTenant(tenant, () =>
        transactions.run(async () => {
          if (await inbox.once(orderChanged.pattern, id)) {
            await this.module.get(RecordOrderEvent).consume(orderChanged.payload.parse(payload));
          }
        }),
      );
    }
    await transactions.runAcrossTenants(() => db.execute('DELETE FROM orders.outbox'));
  }

  /** One pass of the reconciler. */
  async reconcile(): Promise<void> {
    await this.module.get(ReconcileOrders).pass(AbortSignal.timeout(60_000));
  }

  /** Invariants that do not hold, with how often; empty when all is well. */
  async violations(): Promise<[string, number][]> {
    const counts = await this.module
      .get(Transactions)
      .runAcrossTenants(() => this.module.get(OrderInvariantsStore).violations(), { isolation: 'REPEATABLE READ' });
    return [...counts].filter(([, count]) => count !== 0);
  }
}

export function call(idempotencyKey: string): CallFacts {
  return { id: uuidv7(), deadlineMs: Date.now() + 30_000, signal: AbortSignal.timeout(30_000), idempotencyKey };
}
