import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface OrderLineRow {
  readonly orderId: string;
  readonly lineNo: number;
  readonly tenant: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
  readonly taxBasisPoints: number;
  readonly priceIncludesTax: boolean;
  readonly netMinor: number | null;
  readonly taxMinor: number | null;
  readonly totalMinor: number | null;
}

const key = { primary: true, primaryKeyConstraintName: 'order_line_pk' };

/** Lines of orders, with the price and tax rate of the moment at which the order was placed. */
export const orderLine = new EntitySchema<OrderLineRow>({
  name: 'orders.order_line',
  schema: 'orders',
  tableName: 'order_line',
  columns: {
    orderId: { name: 'order_id', type: 'uuid', ...key },
    lineNo: { name: 'line_no', type: 'integer', ...key },
    tenant: columns.tenant,
    sku: { type: 'text' },
    quantity: { type: 'bigint' },
    unitPriceMinor: { name: 'unit_price_minor', type: 'bigint' },
    taxBasisPoints: { name: 'tax_basis_points', type: 'integer' },
    priceIncludesTax: { name: 'price_includes_tax', type: 'boolean' },
    netMinor: { name: 'net_minor', type: 'bigint', nullable: true },
    taxMinor: { name: 'tax_minor', type: 'bigint', nullable: true },
    totalMinor: { name: 'total_minor', type: 'bigint', nullable: true },
  },
  foreignKeys: [
    {
      name: 'order_line_order_fk',
      target: 'orders.sales_order',
      columnNames: ['orderId'],
      referencedColumnNames: ['orderId'],
    },
  ],
  checks: [
    { name: 'order_line_quantity', expression: 'quantity > 0' },
    { name: 'order_line_total', expression: 'total_minor = net_minor + tax_minor' },
  ],
});
