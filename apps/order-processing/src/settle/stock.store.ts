import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

interface Wanted {
  readonly sku: string;
  readonly quantity: number;
}

/** The counters of stock and the reservations that explain them: they only ever change together. */
@Injectable()
export class StockStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /**
   * Holds what the order wants. Answers the first item of which there is not enough; the transaction must then roll back.
   * Items are taken in the order of their sku, so that two orders never wait for each other in a circle.
   */
  async reserve(orderId: string): Promise<string | undefined> {
    const { tenant } = currentContext();
    const wanted = await this.db.query<Wanted>(
      `SELECT sku, sum(quantity)::bigint AS quantity FROM orders.order_line WHERE order_id = $1 GROUP BY sku ORDER BY sku`,
      [orderId],
    );
    await this.db.execute(
      `INSERT INTO orders.reservation (order_id, sku, tenant, quantity, status)
       SELECT order_id, sku, tenant, sum(quantity), 'active' FROM orders.order_line WHERE order_id = $1 GROUP BY 1, 2, 3`,
      [orderId],
    );
    for (const { sku, quantity } of wanted) {
      const held = await this.db.execute(
        `UPDATE orders.stock SET reserved = reserved + $3
          WHERE tenant = $1 AND sku = $2 AND on_hand - reserved - sold >= $3`,
        [tenant, sku, quantity],
      );
      if (held === 0) {
        return sku;
      }
    }
    return undefined;
  }

  /** The order was paid for: what it held is sold. */
  consume(orderId: string): Promise<void> {
    return this.end(orderId, 'consumed');
  }

  /** The order came to nothing: what it held can be had again. */
  giveBack(orderId: string): Promise<void> {
    return this.end(orderId, 'released');
  }

  private async end(orderId: string, status: 'consumed' | 'released'): Promise<void> {
    await this.db.execute(
      `WITH ended AS (
         UPDATE orders.reservation SET status = $2 WHERE order_id = $1 AND status = 'active'
         RETURNING tenant, sku, quantity
       ), locked AS (
         SELECT s.tenant, s.sku, e.quantity FROM orders.stock s JOIN ended e USING (tenant, sku)
          ORDER BY s.sku FOR UPDATE OF s
       )
       UPDATE orders.stock s
          SET reserved = s.reserved - l.quantity, sold = s.sold + CASE WHEN $2 = 'consumed' THEN l.quantity ELSE 0 END
         FROM locked l
        WHERE s.tenant = l.tenant AND s.sku = l.sku`,
      [orderId, status],
    );
  }
}
