import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface ReservationRow {
  readonly orderId: string;
  readonly sku: string;
  readonly tenant: string;
  readonly quantity: number;
  /** `consumed` when the order was paid for. */
  readonly status: 'active' | 'consumed' | 'released';
}

const key = { primary: true, primaryKeyConstraintName: 'reservation_pk' };

/** What an order holds of an item, or held. */
export const reservation = new EntitySchema<ReservationRow>({
  name: 'orders.reservation',
  schema: 'orders',
  tableName: 'reservation',
  columns: {
    orderId: { name: 'order_id', type: 'uuid', ...key },
    sku: { type: 'text', ...key },
    tenant: columns.tenant,
    quantity: { type: 'bigint' },
    status: { type: 'text' },
  },
  foreignKeys: [
    {
      name: 'reservation_order_fk',
      target: 'orders.sales_order',
      columnNames: ['orderId'],
      referencedColumnNames: ['orderId'],
    },
    {
      name: 'reservation_stock_fk',
      target: 'orders.stock',
      columnNames: ['tenant', 'sku'],
      referencedColumnNames: ['tenant', 'sku'],
    },
  ],
  checks: [
    { name: 'reservation_quantity', expression: 'quantity > 0' },
    { name: 'reservation_status', expression: `status IN ('active', 'consumed', 'released')` },
  ],
  indices: [{ name: 'reservation_live', columns: ['tenant', 'sku'], where: `(status <> 'released'::text)` }],
});
