import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface RevocationEventRow {
  readonly id: string;
  /** Its place in the log; null until it is sealed. */
  readonly seq: number | null;
  readonly tenant: string;
  readonly scope:
    | 'token'
    | 'session'
    | 'family'
    | 'key'
    | 'subject'
    | 'client'
    | 'service'
    | 'tenant'
    | 'signing_key'
    | 'global'
    | 'stop'
    | 'lift';
  readonly target: string;
  /** The name under which guards know it: a hash of scope, tenant and target. */
  readonly id128: Buffer;
  readonly reason: string;
  readonly note: string | null;
  readonly actorType: string;
  readonly actorId: string;
  readonly idempotencyKey: string | null;
  /** What was revoked by one call has one. */
  readonly batchId: string | null;
  /** The service that a token was for, where the revoker knew it. */
  readonly serviceName: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly recordedAt: Date;
  readonly sealedAt: Date | null;
  /** Until when guards keep it: everything that it ends has expired by then. */
  readonly expiresAt: Date;
}

/** The revocation log: what was ended, by whom, why, and in which order. */
export const revocationEvent = new EntitySchema<RevocationEventRow>({
  name: 'revocation.event',
  schema: 'revocation',
  tableName: 'event',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'event_pk' },
    seq: columns.seq,
    tenant: columns.tenant,
    scope: { type: 'text' },
    target: { type: 'text' },
    id128: { type: 'bytea' },
    reason: { type: 'text' },
    note: { type: 'text', nullable: true },
    actorType: { name: 'actor_type', type: 'text' },
    actorId: { name: 'actor_id', type: 'text' },
    idempotencyKey: { name: 'idempotency_key', type: 'text', nullable: true },
    batchId: { name: 'batch_id', type: 'uuid', nullable: true },
    serviceName: { name: 'service_name', type: 'text', nullable: true },
    metadata: { type: 'jsonb', default: {} },
    recordedAt: columns.recordedAt,
    sealedAt: { name: 'sealed_at', type: 'timestamptz', nullable: true },
    expiresAt: { name: 'expires_at', type: 'timestamptz' },
  },
  checks: [
    {
      name: 'event_scope',
      expression: `scope IN ('token', 'session', 'family', 'key', 'subject', 'client', 'service', 'tenant', 'signing_key', 'global', 'stop', 'lift')`,
    },
    { name: 'event_id128', expression: 'octet_length(id128) = 16' },
    { name: 'event_sealed', expression: '(seq IS NULL) = (sealed_at IS NULL)' },
  ],
  indices: [
    { name: 'event_seq', columns: ['seq'], unique: true },
    { name: 'event_unsealed', columns: ['recordedAt', 'id'], where: '(seq IS NULL)' },
    { name: 'event_token', columns: ['tenant', 'target'], unique: true, where: `(scope = 'token')` },
    {
      name: 'event_idempotency_key',
      columns: ['tenant', 'idempotencyKey'],
      unique: true,
      where: '(idempotency_key IS NOT NULL)',
    },
    { name: 'event_stop', columns: ['seq'], where: `(scope = ANY (ARRAY['stop'::text, 'lift'::text]))` },
    { name: 'event_end_of_tenant', columns: ['id'], where: `(scope = 'tenant'::text)` },
    { name: 'event_newest', columns: ['tenant', 'id'] },
    { name: 'event_target', columns: ['tenant', 'target', 'id'] },
    { name: 'event_expires_at', columns: ['expiresAt'] },
  ],
});
