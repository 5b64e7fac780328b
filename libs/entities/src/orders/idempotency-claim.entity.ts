import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface IdempotencyClaimRow {
  readonly tenant: string;
  readonly scope: string;
  readonly key: string;
  readonly expiresAt: Date;
  /** SHA-256 of what was asked for. */
  readonly fingerprint: string;
  readonly orderId: string;
  /** The answer, byte for byte, once the order is final. */
  readonly answer: string | null;
  readonly recordedAt: Date;
}

const key = { primary: true, primaryKeyConstraintName: 'idempotency_claim_pk' };

/** Idempotency keys: which order each stands for, and what was answered. */
export const idempotencyClaim = new EntitySchema<IdempotencyClaimRow>({
  name: 'orders.idempotency_claim',
  schema: 'orders',
  tableName: 'idempotency_claim',
  columns: {
    tenant: { type: 'text', ...key },
    scope: { type: 'text', ...key },
    key: { type: 'text', ...key },
    expiresAt: { name: 'expires_at', type: 'timestamptz', ...key },
    fingerprint: { type: 'text' },
    orderId: { name: 'order_id', type: 'uuid' },
    answer: { type: 'text', nullable: true },
    recordedAt: columns.recordedAt,
  },
  indices: [{ name: 'idempotency_claim_expires_at', columns: ['expiresAt'] }],
});
