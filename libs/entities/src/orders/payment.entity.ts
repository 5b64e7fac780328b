import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface PaymentRow {
  readonly orderId: string;
  readonly tenant: string;
  readonly intentId: string | null;
  readonly currency: string;
  readonly amountMinor: number;
  readonly authorizedMinor: number;
  readonly recordedAt: Date;
}

/** The payment of an order, at the payment gateway under `intentId`. */
export const payment = new EntitySchema<PaymentRow>({
  name: 'orders.payment',
  schema: 'orders',
  tableName: 'payment',
  columns: {
    orderId: { name: 'order_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'payment_pk' },
    tenant: columns.tenant,
    intentId: { name: 'intent_id', type: 'text', nullable: true },
    currency: { type: 'text' },
    amountMinor: { name: 'amount_minor', type: 'bigint' },
    authorizedMinor: { name: 'authorized_minor', type: 'bigint', default: 0 },
    recordedAt: columns.recordedAt,
  },
  foreignKeys: [
    {
      name: 'payment_order_fk',
      target: 'orders.sales_order',
      columnNames: ['orderId'],
      referencedColumnNames: ['orderId'],
    },
  ],
  checks: [
    { name: 'payment_currency', expression: `currency ~ '^[A-Z]{3}$'` },
    { name: 'payment_authorized', expression: 'amount_minor > 0 AND authorized_minor IN (0, amount_minor)' },
  ],
  uniques: [{ name: 'payment_intent_uq', columns: ['intentId'] }],
});
