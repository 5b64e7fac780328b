import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface WebhookDeliveryRow {
  readonly endpointId: string;
  /** The entry of the log that is told. */
  readonly eventId: string;
  readonly tenant: string;
  readonly eventType: string;
  readonly seq: number;
  readonly status: 'waiting' | 'delivered' | 'failed';
  /** Begun so far. With it an attempt marks what came of it, so that one which was overtaken marks nothing. */
  readonly attempts: number;
  /** The first that failed: from then on it is tried for a day. */
  readonly firstAttemptAt: Date | null;
  readonly lastAttemptAt: Date | null;
  /** While an attempt is under way, when it is taken for lost. */
  readonly nextAttemptAt: Date;
  readonly lastOutcome: string | null;
  readonly lastHttpStatus: number | null;
  readonly recordedAt: Date;
  readonly settledAt: Date | null;
  /** `infinity` while it waits. */
  readonly expiresAt: Date;
}

const key = { primary: true, primaryKeyConstraintName: 'webhook_delivery_pk' };

/** Events on their way to receivers, and those that have arrived or failed. */
export const webhookDelivery = new EntitySchema<WebhookDeliveryRow>({
  name: 'revocation.webhook_delivery',
  schema: 'revocation',
  tableName: 'webhook_delivery',
  columns: {
    endpointId: { name: 'endpoint_id', type: 'uuid', ...key },
    eventId: { name: 'event_id', type: 'uuid', ...key },
    tenant: columns.tenant,
    eventType: { name: 'event_type', type: 'text' },
    seq: { type: 'bigint' },
    status: { type: 'text', default: 'waiting' },
    attempts: { type: 'integer', default: 0 },
    firstAttemptAt: { name: 'first_attempt_at', type: 'timestamptz', nullable: true },
    lastAttemptAt: { name: 'last_attempt_at', type: 'timestamptz', nullable: true },
    nextAttemptAt: { name: 'next_attempt_at', type: 'timestamptz', default: () => 'clock_timestamp()' },
    lastOutcome: { name: 'last_outcome', type: 'text', nullable: true },
    lastHttpStatus: { name: 'last_http_status', type: 'integer', nullable: true },
    recordedAt: columns.recordedAt,
    settledAt: { name: 'settled_at', type: 'timestamptz', nullable: true },
    expiresAt: { name: 'expires_at', type: 'timestamptz', default: () => `'infinity'` },
  },
  foreignKeys: [
    {
      name: 'webhook_delivery_endpoint_fk',
      target: 'revocation.webhook_endpoint',
      columnNames: ['endpointId'],
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
  checks: [
    { name: 'webhook_delivery_status', expression: `status IN ('waiting', 'delivered', 'failed')` },
    { name: 'webhook_delivery_settled', expression: `(status = 'waiting') = (settled_at IS NULL)` },
  ],
  indices: [
    {
      name: 'webhook_delivery_due',
      columns: ['endpointId', 'nextAttemptAt', 'seq'],
      where: `(status = 'waiting'::text)`,
    },
    { name: 'webhook_delivery_failed', columns: ['endpointId', 'seq'], where: `(status = 'failed'::text)` },
    { name: 'webhook_delivery_newest', columns: ['endpointId', 'seq'] },
    { name: 'webhook_delivery_expires_at', columns: ['expiresAt'] },
  ],
});
