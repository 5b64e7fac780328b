import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface ScheduledRevocationRow {
  readonly id: string;
  /** `*` where it reaches beyond one tenant. */
  readonly tenant: string;
  readonly scope:
    'token' | 'session' | 'family' | 'key' | 'subject' | 'client' | 'service' | 'tenant' | 'signing_key' | 'global';
  readonly target: string;
  /** When it is to be made, by the database's clock. */
  readonly effectiveAt: Date;
  readonly reason: string;
  readonly note: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly actorType: string;
  readonly actorId: string;
  readonly idempotencyKey: string | null;
  readonly scheduledAt: Date;
  readonly status: 'waiting' | 'made' | 'cancelled';
  readonly settledAt: Date | null;
  /** The entry of the log that it became. */
  readonly revocationId: string | null;
}

/** Revocations that wait for their time, and what became of them. */
export const scheduledRevocation = new EntitySchema<ScheduledRevocationRow>({
  name: 'revocation.scheduled',
  schema: 'revocation',
  tableName: 'scheduled',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'scheduled_pk' },
    tenant: columns.tenant,
    scope: { type: 'text' },
    target: { type: 'text' },
    effectiveAt: { name: 'effective_at', type: 'timestamptz' },
    reason: { type: 'text' },
    note: { type: 'text', nullable: true },
    metadata: { type: 'jsonb', default: {} },
    actorType: { name: 'actor_type', type: 'text' },
    actorId: { name: 'actor_id', type: 'text' },
    idempotencyKey: { name: 'idempotency_key', type: 'text', nullable: true },
    scheduledAt: { name: 'scheduled_at', type: 'timestamptz', default: () => 'clock_timestamp()' },
    status: { type: 'text', default: 'waiting' },
    settledAt: { name: 'settled_at', type: 'timestamptz', nullable: true },
    revocationId: { name: 'revocation_id', type: 'uuid', nullable: true },
  },
  checks: [
    {
      name: 'scheduled_scope',
      expression: `scope IN ('token', 'session', 'family', 'key', 'subject', 'client', 'service', 'tenant', 'signing_key', 'global')`,
    },
    { name: 'scheduled_status', expression: `status IN ('waiting', 'made', 'cancelled')` },
    { name: 'scheduled_settled', expression: `(status = 'waiting') = (settled_at IS NULL)` },
    { name: 'scheduled_made', expression: `(status = 'made') = (revocation_id IS NOT NULL)` },
  ],
  indices: [
    { name: 'scheduled_due', columns: ['effectiveAt'], where: `(status = 'waiting'::text)` },
    { name: 'scheduled_newest', columns: ['tenant', 'id'] },
    {
      name: 'scheduled_idempotency_key',
      columns: ['tenant', 'idempotencyKey'],
      unique: true,
      where: '(idempotency_key IS NOT NULL)',
    },
  ],
});
