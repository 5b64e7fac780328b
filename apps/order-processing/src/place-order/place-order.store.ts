import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { type Claim } from './idempotency.store.js';

/** Whoever places an order goes on with it at once, and renews this before each step. */
const FIRST_LEASE_MS = 10_000;

export interface Item {
  readonly sku: string;
  readonly currency: string;
  readonly unitPriceMinor: number;
  readonly taxBasisPoints: number;
  readonly priceIncludesTax: boolean;
}

export interface NewOrder {
  readonly orderId: string;
  readonly currency: string;
  readonly paymentMethod: string;
  readonly lines: readonly { readonly item: Item; readonly quantity: number }[];
  readonly claim: Claim;
  readonly reservedForMs: number;
}

@Injectable()
export class PlaceOrderStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** What can be ordered and what it costs now, by sku. */
  async items(skus: readonly string[]): Promise<ReadonlyMap<string, Item>> {
    const rows = await this.db.query<Item>(
      `SELECT sku, currency, unit_price_minor AS "unitPriceMinor", tax_basis_points AS "taxBasisPoints",
              price_includes_tax AS "priceIncludesTax"
         FROM orders.stock WHERE tenant = $1 AND sku = ANY ($2)`,
      [currentContext().tenant, skus],
    );
    return new Map(rows.map((item) => [item.sku, item]));
  }

  /** Writes the order down as `received`, with the price and tax of each line as they are now. Answers when that was. */
  async insert({ orderId, currency, paymentMethod, lines, claim, reservedForMs }: NewOrder): Promise<Date> {
    const { tenant, actor, traceId } = currentContext();
    const [order] = await this.db.query<{ at: Date }>(
      `INSERT INTO orders.sales_order (order_id, tenant, status, version, currency, payment_method, claim_scope, claim_key,
                                       placed_by_type, placed_by_id, trace_id, reserved_until)
       VALUES ($1, $2, 'received', 1, $3, $4, $5, $6, $7, $8, $9, now() + $10 * interval '1 millisecond')
       RETURNING recorded_at AS at`,
      [orderId, tenant, currency, paymentMethod, claim.scope, claim.key, actor.type, actor.id, traceId, reservedForMs],
    );
    await this.db.execute(
      `INSERT INTO orders.order_line (order_id, line_no, tenant, sku, quantity, unit_price_minor, tax_basis_points,
                                      price_includes_tax)
       SELECT $1, l.line_no, $2, l.sku, l.quantity, l.unit_price, l.tax, l.included
         FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::integer[], $7::boolean[])
              WITH ORDINALITY AS l (sku, quantity, unit_price, tax, included, line_no)`,
      [
        orderId,
        tenant,
        lines.map(({ item }) => item.sku),
        lines.map(({ quantity }) => quantity),
        lines.map(({ item }) => item.unitPriceMinor),
        lines.map(({ item }) => item.taxBasisPoints),
        lines.map(({ item }) => item.priceIncludesTax),
      ],
    );
    await this.db.execute(
      `INSERT INTO orders.open_order (order_id, tenant, due_at) VALUES ($1, $2, now() + $3 * interval '1 millisecond')`,
      [orderId, tenant, FIRST_LEASE_MS],
    );
    if (order === undefined) {
      throw new Error('the order was not written down');
    }
    return order.at;
  }
}
