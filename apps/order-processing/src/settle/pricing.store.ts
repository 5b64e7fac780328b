import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { type TaxableLine, type TaxedOrder } from '../domain/tax/tax-order-lines.js';
import { type OrderRecord } from './order-record.js';

interface LineRow {
  readonly quantity: number;
  readonly unitPriceMinor: number;
  readonly taxBasisPoints: number;
  readonly priceIncludesTax: boolean;
}

/** What an order costs. */
@Injectable()
export class PricingStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  async lines(orderId: string): Promise<readonly TaxableLine[]> {
    const rows = await this.db.query<LineRow>(
      `SELECT quantity, unit_price_minor AS "unitPriceMinor", tax_basis_points AS "taxBasisPoints",
              price_includes_tax AS "priceIncludesTax"
         FROM orders.order_line WHERE order_id = $1 ORDER BY line_no`,
      [orderId],
    );
    return rows.map((row) => ({
      quantity: BigInt(row.quantity),
      unitPriceMinor: BigInt(row.unitPriceMinor),
      taxBasisPoints: BigInt(row.taxBasisPoints),
      priceIncludesTax: row.priceIncludesTax,
    }));
  }

  /** Fixes tax and totals, and the amount of the one payment that the order will have. */
  async fix({ orderId, currency }: OrderRecord, { lines, total }: TaxedOrder): Promise<void> {
    await this.db.execute(
      `UPDATE orders.order_line l SET net_minor = t.net, tax_minor = t.tax, total_minor = t.net + t.tax
         FROM unnest($2::bigint[], $3::bigint[]) WITH ORDINALITY AS t (net, tax, line_no)
        WHERE l.order_id = $1 AND l.line_no = t.line_no`,
      [orderId, lines.map(({ netMinor }) => netMinor), lines.map(({ taxMinor }) => taxMinor)],
    );
    await this.db.execute(
      'UPDATE orders.sales_order SET net_minor = $2, tax_minor = $3, total_minor = $4 WHERE order_id = $1',
      [orderId, total.netMinor, total.taxMinor, total.grossMinor],
    );
    await this.db.execute(
      'INSERT INTO orders.payment (order_id, tenant, currency, amount_minor) VALUES ($1, $2, $3, $4)',
      [orderId, currentContext().tenant, currency, total.grossMinor],
    );
  }

  async totals(orderId: string): Promise<{ netMinor: bigint; taxMinor: bigint; grossMinor: bigint }> {
    const [row] = await this.db.query<{ net: number; tax: number }>(
      'SELECT net_minor AS net, tax_minor AS tax FROM orders.sales_order WHERE order_id = $1',
      [orderId],
    );
    if (row === undefined) {
      throw new Error(`order ${orderId} is gone`);
    }
    const [netMinor, taxMinor] = [BigInt(row.net), BigInt(row.tax)];
    return { netMinor, taxMinor, grossMinor: netMinor + taxMinor };
  }
}
