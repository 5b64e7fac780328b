import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { type Actor } from '@strongroom/security-context';

export interface OpenOrder {
  readonly orderId: string;
  readonly tenant: string;
  readonly attempts: number;
}

export interface OpenOrdersCount {
  readonly count: number;
  readonly oldestSeconds: number;
}

/** Orders that are not final. Whoever works at one has pushed its `due_at` into the future: that is the lease. */
@Injectable()
export class OpenOrdersStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Leases one order that is due, of any tenant. Two reconcilers never get the same one. */
  async leaseOne(leaseMs: number): Promise<OpenOrder | undefined> {
    const [order] = await this.db.query<OpenOrder>(
      `UPDATE orders.open_order SET due_at = now() + $1 * interval '1 millisecond', attempts = attempts + 1
        WHERE order_id = (
          SELECT order_id FROM orders.open_order WHERE due_at <= now() ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
        )
        RETURNING order_id AS "orderId", tenant, attempts`,
      [leaseMs],
    );
    return order;
  }

  /** Renews a lease, or gives it back: the order is due in `inMs`, unless it is final by then. */
  async dueIn(orderId: string, inMs: number): Promise<void> {
    await this.db.execute(
      `UPDATE orders.open_order SET due_at = now() + $2 * interval '1 millisecond' WHERE order_id = $1`,
      [orderId, inMs],
    );
  }

  /** On whose behalf the order is carried out, and under which trace. */
  async placedBy(orderId: string): Promise<{ readonly actor: Actor; readonly traceId: string }> {
    const [order] = await this.db.query<{ type: Actor['type']; id: string; traceId: string }>(
      `SELECT placed_by_type AS type, placed_by_id AS id, trace_id AS "traceId" FROM orders.sales_order WHERE order_id = $1`,
      [orderId],
    );
    if (order === undefined) {
      throw new Error(`order ${orderId} is gone`);
    }
    const { type, id, traceId } = order;
    return { actor: { type, id }, traceId };
  }

  async count(): Promise<OpenOrdersCount> {
    const [row] = await this.db.query<OpenOrdersCount>(
      `SELECT count(*) AS count, coalesce(extract(epoch FROM now() - min(o.recorded_at)), 0)::float8 AS "oldestSeconds"
         FROM orders.open_order x JOIN orders.sales_order o USING (order_id)`,
    );
    return row ?? { count: 0, oldestSeconds: 0 };
  }
}
