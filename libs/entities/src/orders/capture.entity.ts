import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface CaptureRow {
  readonly captureId: string;
  readonly orderId: string;
  readonly tenant: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly status: 'requested' | 'succeeded' | 'failed';
  readonly recordedAt: Date;
}

/** Captures of payments; an order has at most one that is not `failed`. */
export const capture = new EntitySchema<CaptureRow>({
  name: 'orders.capture',
  schema: 'orders',
  tableName: 'capture',
  columns: {
    captureId: { name: 'capture_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'capture_pk' },
    orderId: { name: 'order_id', type: 'uuid' },
    tenant: columns.tenant,
    currency: { type: 'text' },
    amountMinor: { name: 'amount_minor', type: 'bigint' },
    status: { type: 'text' },
    recordedAt: columns.recordedAt,
  },
  foreignKeys: [
    {
      name: 'capture_order_fk',
      target: 'orders.sales_order',
      columnNames: ['orderId'],
      referencedColumnNames: ['orderId'],
    },
  ],
  checks: [
    { name: 'capture_currency', expression: `currency ~ '^[A-Z]{3}$'` },
    { name: 'capture_amount', expression: 'amount_minor > 0' },
    { name: 'capture_status', expression: `status IN ('requested', 'succeeded', 'failed')` },
  ],
  indices: [{ name: 'capture_live', columns: ['orderId'], unique: true, where: `(status <> 'failed'::text)` }],
});
