import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { orderChanged, type OrderStatus } from '@strongroom/contracts';
import { Database, Outbox } from '@strongroom/persistence';
import { currency } from '../domain/money/currency.js';
import { canBecome, isSettled } from '../domain/order-state.js';
import { type Failure } from '../payments/payment-gateway.js';
import { OrderViewStore } from '../show-order/order-view.store.js';
import { Overtaken, type OpenCall, type OrderRecord } from './order-record.js';

interface Row extends Omit<OrderRecord, 'totalMinor' | 'currency' | 'openCall'> {
  readonly currency: string;
  readonly totalMinor: number | null;
  readonly step: OpenCall['step'] | null;
  readonly attempt: number;
  readonly idempotencyKey: string;
}

export interface StateReached {
  readonly orderId: string;
  readonly version: number;
  readonly status: OrderStatus;
  readonly at: Date;
}

/** Orders and their changes of state. `move` is the only way from one state to another. */
@Injectable()
export class OrderTransitionsStore {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(OrderViewStore) private readonly views: OrderViewStore,
  ) {}

  async load(orderId: string): Promise<OrderRecord> {
    const [row] = await this.db.query<Row>(
      `SELECT o.order_id AS "orderId", o.status, o.version, o.currency, o.payment_method AS "paymentMethod",
              o.total_minor AS "totalMinor", o.reserved_until <= now() AS overdue, p.intent_id AS "intentId",
              c.step, c.attempt, c.idempotency_key AS "idempotencyKey"
         FROM orders.sales_order o
         LEFT JOIN orders.payment p ON p.order_id = o.order_id
         LEFT JOIN orders.payment_call c ON c.order_id = o.order_id AND c.outcome IS NULL
        WHERE o.order_id = $1`,
      [orderId],
    );
    if (row === undefined) {
      throw new Error(`order ${orderId} is gone`);
    }
    const { step, attempt, idempotencyKey, ...order } = row;
    return {
      ...order,
      currency: currency(row.currency),
      totalMinor: row.totalMinor === null ? null : BigInt(row.totalMinor),
      openCall: step === null ? null : { step, attempt, idempotencyKey },
    };
  }

  /**
   * Takes the order to another state, with its audit entry, its event and, if that is final, its answer. One per transaction.
   * @throws Overtaken if it is not in the state any more in which it was loaded
   */
  async move(order: OrderRecord, to: OrderStatus, failure?: Failure): Promise<void> {
    const { orderId, status: from } = order;
    if (!canBecome(from, to)) {
      throw new Error(`order ${orderId} cannot go from ${from} to ${to}`);
    }
    const version = order.version + 1;
    const [changed] = await this.db.query<{ at: Date }>(
      `UPDATE orders.sales_order
          SET status = $4, version = $3, failure_code = coalesce($5, failure_code),
              failure_message = coalesce($6, failure_message)
        WHERE order_id = $1 AND version = $2
        RETURNING clock_timestamp() AS at`,
      [orderId, order.version, version, to, failure?.code ?? null, failure?.message ?? null],
    );
    if (changed === undefined) {
      throw new Overtaken(orderId);
    }
    await this.record({ orderId, version, status: to, at: changed.at }, failure);
    if (isSettled(to)) {
      await this.settle(orderId);
    }
  }

  /** What every state of an order leaves behind: an audit entry and an event. */
  async record({ orderId, version, status, at }: StateReached, failure?: Failure): Promise<void> {
    await this.audit.record({
      action: `order.${status}`,
      target: { type: 'order', id: orderId },
      outcome: failure === undefined ? 'succeeded' : 'failed',
      details: failure === undefined ? { version } : { version, failure: failure.code },
    });
    await this.outbox.publish(orderChanged, { order_id: orderId, version, status, changed_at: at.toISOString() });
  }

  /** The answer is fixed with the state that is final, so that whoever asks again gets the same bytes. */
  private async settle(orderId: string): Promise<void> {
    await this.db.execute('DELETE FROM orders.open_order WHERE order_id = $1', [orderId]);
    await this.db.execute(
      `UPDATE orders.idempotency_claim c SET answer = $2
         FROM orders.sales_order o
        WHERE o.order_id = $1 AND c.tenant = o.tenant AND c.scope = o.claim_scope AND c.key = o.claim_key
          AND c.order_id = o.order_id`,
      [orderId, JSON.stringify(await this.views.view(orderId))],
    );
  }
}
