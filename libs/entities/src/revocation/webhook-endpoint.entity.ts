import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface WebhookEndpointRow {
  readonly id: string;
  /** `*` where it is of the platform. */
  readonly tenant: string;
  readonly url: string;
  readonly eventTypes: readonly string[];
  readonly description: string;
  readonly status: 'enabled' | 'disabled';
  readonly disabledBecause: 'gone' | 'failing' | null;
  /** The version of the secret, in the secret store, that signs. */
  readonly secretVersion: number;
  readonly previousSecretVersion: number | null;
  /** Until then the version before signs too. */
  readonly previousSecretUntil: Date | null;
  /** Attempts that failed since the last that succeeded. */
  readonly failures: number;
  readonly failingSince: Date | null;
  /** Nothing is sent before that. */
  readonly pausedUntil: Date;
  readonly createdByType: string;
  readonly createdById: string;
  readonly recordedAt: Date;
  readonly updatedAt: Date;
}

/** Receivers of webhooks. */
export const webhookEndpoint = new EntitySchema<WebhookEndpointRow>({
  name: 'revocation.webhook_endpoint',
  schema: 'revocation',
  tableName: 'webhook_endpoint',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'webhook_endpoint_pk' },
    tenant: columns.tenant,
    url: { type: 'text' },
    eventTypes: { name: 'event_types', type: 'text', array: true },
    description: { type: 'text' },
    status: { type: 'text', default: 'enabled' },
    disabledBecause: { name: 'disabled_because', type: 'text', nullable: true },
    secretVersion: { name: 'secret_version', type: 'integer' },
    previousSecretVersion: { name: 'previous_secret_version', type: 'integer', nullable: true },
    previousSecretUntil: { name: 'previous_secret_until', type: 'timestamptz', nullable: true },
    failures: { type: 'integer', default: 0 },
    failingSince: { name: 'failing_since', type: 'timestamptz', nullable: true },
    pausedUntil: { name: 'paused_until', type: 'timestamptz', default: () => `'-infinity'` },
    createdByType: { name: 'created_by_type', type: 'text' },
    createdById: { name: 'created_by_id', type: 'text' },
    recordedAt: columns.recordedAt,
    updatedAt: { name: 'updated_at', type: 'timestamptz', default: () => 'clock_timestamp()' },
  },
  checks: [
    { name: 'webhook_endpoint_status', expression: `status IN ('enabled', 'disabled')` },
    { name: 'webhook_endpoint_disabled_because', expression: `disabled_because IN ('gone', 'failing')` },
    { name: 'webhook_endpoint_disabled', expression: `(status = 'disabled') = (disabled_because IS NOT NULL)` },
  ],
  indices: [{ name: 'webhook_endpoint_tenant', columns: ['tenant', 'id'] }],
});
