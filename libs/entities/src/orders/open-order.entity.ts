import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface OpenOrderRow {
  readonly orderId: string;
  readonly tenant: string;
  readonly dueAt: Date;
  readonly attempts: number;
}

/** Orders that are not final, and when the reconciler takes each in hand unless somebody else has finished it. */
export const openOrder = new EntitySchema<OpenOrderRow>({
  name: 'orders.open_order',
  schema: 'orders',
  tableName: 'open_order',
  columns: {
    orderId: { name: 'order_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'open_order_pk' },
    tenant: columns.tenant,
    dueAt: { name: 'due_at', type: 'timestamptz' },
    attempts: { type: 'integer', default: 0 },
  },
  foreignKeys: [
    {
      name: 'open_order_order_fk',
      target: 'orders.sales_order',
      columnNames: ['orderId'],
      referencedColumnNames: ['orderId'],
    },
  ],
  indices: [{ name: 'open_order_due_at', columns: ['dueAt'] }],
});
