import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface SalesOrderRow {
  readonly orderId: string;
  readonly tenant: string;
  readonly status: string;
  readonly version: number;
  readonly currency: string;
  /** Null until the order is priced, as are the other two. */
  readonly netMinor: number | null;
  readonly taxMinor: number | null;
  readonly totalMinor: number | null;
  readonly paymentMethod: string;
  /** Why it came to nothing, or is about to. */
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  /** Which idempotency claim its answer belongs to. */
  readonly claimScope: string;
  readonly claimKey: string;
  readonly placedByType: string;
  readonly placedById: string;
  readonly traceId: string;
  /** Past it, an order that is not paid for gives back what it holds. */
  readonly reservedUntil: Date;
  readonly recordedAt: Date;
}

/** Orders: where each stands, what it costs, and who placed it. `version` counts its states. */
export const salesOrder = new EntitySchema<SalesOrderRow>({
  name: 'orders.sales_order',
  schema: 'orders',
  tableName: 'sales_order',
  columns: {
    orderId: { name: 'order_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'sales_order_pk' },
    tenant: columns.tenant,
    status: { type: 'text' },
    version: { type: 'integer' },
    currency: { type: 'text' },
    netMinor: { name: 'net_minor', type: 'bigint', nullable: true },
    taxMinor: { name: 'tax_minor', type: 'bigint', nullable: true },
    totalMinor: { name: 'total_minor', type: 'bigint', nullable: true },
    paymentMethod: { name: 'payment_method', type: 'text' },
    failureCode: { name: 'failure_code', type: 'text', nullable: true },
    failureMessage: { name: 'failure_message', type: 'text', nullable: true },
    claimScope: { name: 'claim_scope', type: 'text' },
    claimKey: { name: 'claim_key', type: 'text' },
    placedByType: { name: 'placed_by_type', type: 'text' },
    placedById: { name: 'placed_by_id', type: 'text' },
    traceId: { name: 'trace_id', type: 'text' },
    reservedUntil: { name: 'reserved_until', type: 'timestamptz' },
    recordedAt: columns.recordedAt,
  },
  checks: [
    {
      name: 'sales_order_status',
      expression: `status IN ('received', 'reserved', 'priced', 'authorized', 'capture_requested', 'captured', 'payment_unknown', 'release_requested', 'released', 'rejected', 'expired')`,
    },
    { name: 'sales_order_currency', expression: `currency ~ '^[A-Z]{3}$'` },
    {
      name: 'sales_order_total',
      expression: 'total_minor = net_minor + tax_minor AND net_minor >= 0 AND tax_minor >= 0',
    },
    {
      name: 'sales_order_failure',
      expression: `(failure_code IS NOT NULL) = (status IN ('release_requested', 'released', 'rejected', 'expired'))`,
    },
  ],
  indices: [{ name: 'sales_order_tenant', columns: ['tenant', 'orderId'] }],
});
