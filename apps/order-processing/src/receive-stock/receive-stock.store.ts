import { Inject, Injectable } from '@nestjs/common';
import { type Input, type receiveStock } from '@strongroom/contracts';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

@Injectable()
export class ReceiveStockStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Makes the item or sets its terms anew, and locks it. Undefined if it is sold in another currency. */
  async setTerms(input: Input<typeof receiveStock>): Promise<{ readonly onHand: number } | undefined> {
    const [item] = await this.db.query<{ onHand: number }>(
      `INSERT INTO orders.stock AS s (tenant, sku, name, currency, unit_price_minor, tax_basis_points, price_includes_tax, on_hand)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 0)
       ON CONFLICT (tenant, sku) DO UPDATE
          SET name = excluded.name, unit_price_minor = excluded.unit_price_minor,
              tax_basis_points = excluded.tax_basis_points, price_includes_tax = excluded.price_includes_tax
        WHERE s.currency = excluded.currency
       RETURNING on_hand AS "onHand"`,
      [
        currentContext().tenant,
        input.sku,
        input.name,
        input.currency,
        input.unit_price_minor,
        input.tax_basis_points,
        input.price_includes_tax,
      ],
    );
    return item;
  }

  /** Adds a delivery to the item, once. Answers the quantity with which it was taken in: now, or when it came first. */
  async addOnce(
    sku: string,
    receiptId: string,
    quantity: number,
  ): Promise<{ readonly quantity: number; readonly added: boolean }> {
    const { tenant } = currentContext();
    const added = await this.db.execute(
      `WITH receipt AS (
         INSERT INTO orders.stock_receipt (tenant, sku, receipt_id, quantity) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING RETURNING quantity
       )
       UPDATE orders.stock s SET on_hand = s.on_hand + receipt.quantity FROM receipt WHERE s.tenant = $1 AND s.sku = $2`,
      [tenant, sku, receiptId, quantity],
    );
    const [receipt] = await this.db.query<{ quantity: number }>(
      'SELECT quantity FROM orders.stock_receipt WHERE tenant = $1 AND sku = $2 AND receipt_id = $3',
      [tenant, sku, receiptId],
    );
    return { quantity: receipt?.quantity ?? quantity, added: added === 1 };
  }
}
