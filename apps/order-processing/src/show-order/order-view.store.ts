import { Inject, Injectable } from '@nestjs/common';
import { type OrderFailure, type OrderStatus, type OrderView } from '@strongroom/contracts';
import { Database } from '@strongroom/persistence';

interface OrderRow {
  readonly status: OrderStatus;
  readonly currency: string;
  readonly net: number | null;
  readonly tax: number | null;
  readonly total: number | null;
  readonly failureCode: OrderFailure | null;
  readonly failureMessage: string | null;
  readonly recordedAt: Date;
}

/** Orders as their customers see them. */
@Injectable()
export class OrderViewStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Undefined if the tenant has no such order. */
  async view(orderId: string): Promise<OrderView | undefined> {
    const [order] = await this.db.query<OrderRow>(
      `SELECT status, currency, net_minor AS net, tax_minor AS tax, total_minor AS total,
              failure_code AS "failureCode", failure_message AS "failureMessage", recorded_at AS "recordedAt"
         FROM orders.sales_order WHERE order_id = $1`,
      [orderId],
    );
    if (order === undefined) {
      return undefined;
    }
    const lines = await this.db.query<OrderView['lines'][number]>(
      `SELECT sku, quantity, unit_price_minor, tax_basis_points, price_includes_tax, net_minor, tax_minor, total_minor
         FROM orders.order_line WHERE order_id = $1 ORDER BY line_no`,
      [orderId],
    );
    return {
      order_id: orderId,
      status: order.status,
      currency: order.currency,
      net_minor: order.net,
      tax_minor: order.tax,
      total_minor: order.total,
      lines: [...lines],
      failure: order.failureCode === null ? null : { code: order.failureCode, message: order.failureMessage ?? '' },
      created_at: order.recordedAt.toISOString(),
    };
  }

  async history(orderId: string): Promise<{ status: OrderStatus; at: string }[]> {
    const rows = await this.db.query<{ status: OrderStatus; changedAt: Date }>(
      'SELECT status, changed_at AS "changedAt" FROM orders.order_event WHERE order_id = $1 ORDER BY version',
      [orderId],
    );
    return rows.map(({ status, changedAt }) => ({ status, at: changedAt.toISOString() }));
  }
}
