import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface PaymentCallRow {
  readonly orderId: string;
  readonly step: 'create' | 'authorize' | 'capture' | 'cancel';
  readonly attempt: number;
  readonly tenant: string;
  /** The same for as long as the outcome is not known. */
  readonly idempotencyKey: string;
  readonly outcome: 'done' | 'refused' | 'not_done' | null;
  readonly recordedAt: Date;
}

const key = { primary: true, primaryKeyConstraintName: 'payment_call_pk' };

/** Calls to the payment gateway, each written down before it is made; one without an outcome is not known to have happened. */
export const paymentCall = new EntitySchema<PaymentCallRow>({
  name: 'orders.payment_call',
  schema: 'orders',
  tableName: 'payment_call',
  columns: {
    orderId: { name: 'order_id', type: 'uuid', ...key },
    step: { type: 'text', ...key },
    attempt: { type: 'integer', ...key },
    tenant: columns.tenant,
    idempotencyKey: { name: 'idempotency_key', type: 'text' },
    outcome: { type: 'text', nullable: true },
    recordedAt: columns.recordedAt,
  },
  foreignKeys: [
    {
      name: 'payment_call_order_fk',
      target: 'orders.sales_order',
      columnNames: ['orderId'],
      referencedColumnNames: ['orderId'],
    },
  ],
  checks: [
    { name: 'payment_call_step', expression: `step IN ('create', 'authorize', 'capture', 'cancel')` },
    { name: 'payment_call_outcome', expression: `outcome IN ('done', 'refused', 'not_done')` },
  ],
  uniques: [{ name: 'payment_call_key_uq', columns: ['idempotencyKey'] }],
  indices: [{ name: 'payment_call_open', columns: ['orderId'], unique: true, where: '(outcome IS NULL)' }],
});
