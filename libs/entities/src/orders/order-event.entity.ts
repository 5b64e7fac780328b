import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface OrderEventRow {
  readonly orderId: string;
  readonly version: number;
  readonly tenant: string;
  readonly status: string;
  readonly changedAt: Date;
}

const key = { primary: true, primaryKeyConstraintName: 'order_event_pk' };

/** The states that an order has been in, as its events told them. */
export const orderEvent = new EntitySchema<OrderEventRow>({
  name: 'orders.order_event',
  schema: 'orders',
  tableName: 'order_event',
  columns: {
    orderId: { name: 'order_id', type: 'uuid', ...key },
    version: { type: 'integer', ...key },
    tenant: columns.tenant,
    status: { type: 'text' },
    changedAt: { name: 'changed_at', type: 'timestamptz' },
  },
  foreignKeys: [
    {
      name: 'order_event_order_fk',
      target: 'orders.sales_order',
      columnNames: ['orderId'],
      referencedColumnNames: ['orderId'],
    },
  ],
  checks: [
    {
      name: 'order_event_status',
      expression: `status IN ('received', 'reserved', 'priced', 'authorized', 'capture_requested', 'captured', 'payment_unknown', 'release_requested', 'released', 'rejected', 'expired')`,
    },
  ],
});
