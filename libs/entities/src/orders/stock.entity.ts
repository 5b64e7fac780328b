import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface StockRow {
  readonly tenant: string;
  readonly sku: string;
  readonly name: string;
  /** ISO 4217; an item keeps the one it began with. */
  readonly currency: string;
  readonly unitPriceMinor: number;
  /** 1900 is 19 %. */
  readonly taxBasisPoints: number;
  readonly priceIncludesTax: boolean;
  readonly onHand: number;
  /** Held for orders under way. */
  readonly reserved: number;
  /** Paid for, and still on hand. */
  readonly sold: number;
  readonly recordedAt: Date;
}

const key = { primary: true, primaryKeyConstraintName: 'stock_pk' };

/** Items: what one costs and how many there are. The row is the counter that no order may overdraw. */
export const stock = new EntitySchema<StockRow>({
  name: 'orders.stock',
  schema: 'orders',
  tableName: 'stock',
  columns: {
    tenant: { type: 'text', ...key },
    sku: { type: 'text', ...key },
    name: { type: 'text' },
    currency: { type: 'text' },
    unitPriceMinor: { name: 'unit_price_minor', type: 'bigint' },
    taxBasisPoints: { name: 'tax_basis_points', type: 'integer' },
    priceIncludesTax: { name: 'price_includes_tax', type: 'boolean' },
    onHand: { name: 'on_hand', type: 'bigint' },
    reserved: { type: 'bigint', default: 0 },
    sold: { type: 'bigint', default: 0 },
    recordedAt: columns.recordedAt,
  },
  checks: [
    { name: 'stock_currency', expression: `currency ~ '^[A-Z]{3}$'` },
    { name: 'stock_tax', expression: 'tax_basis_points BETWEEN 0 AND 10000' },
    {
      name: 'stock_not_oversold',
      expression: 'unit_price_minor >= 0 AND reserved >= 0 AND sold >= 0 AND reserved + sold <= on_hand',
    },
  ],
});
