import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface AuditEntryRow {
  readonly id: string;
  readonly expiresAt: Date;
  readonly seq: number | null;
  readonly tenant: string;
  readonly recordedAt: Date;
  readonly action: string;
  readonly outcome: 'succeeded' | 'denied' | 'failed';
  readonly targetType: string;
  readonly targetId: string;
  readonly actorType: string;
  readonly actorId: string;
  readonly actorChain: unknown;
  readonly tokenId: string | null;
  readonly sessionId: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly traceId: string;
  readonly details: unknown;
  readonly prevHash: Buffer | null;
  readonly hash: Buffer | null;
}

const key = { primary: true, primaryKeyConstraintName: 'entry_pk' };

/** Who did what to what, with which outcome. Services insert and can do nothing else. */
export const auditEntry = new EntitySchema<AuditEntryRow>({
  name: 'audit.entry',
  schema: 'audit',
  tableName: 'entry',
  columns: {
    id: { type: 'uuid', ...key },
    expiresAt: { name: 'expires_at', type: 'timestamptz', ...key },
    seq: columns.seq,
    tenant: columns.tenant,
    recordedAt: columns.recordedAt,
    action: { type: 'text' },
    outcome: { type: 'text' },
    targetType: { name: 'target_type', type: 'text' },
    targetId: { name: 'target_id', type: 'text' },
    actorType: { name: 'actor_type', type: 'text' },
    actorId: { name: 'actor_id', type: 'text' },
    actorChain: { name: 'actor_chain', type: 'jsonb' },
    tokenId: { name: 'token_id', type: 'text', nullable: true },
    sessionId: { name: 'session_id', type: 'text', nullable: true },
    ip: { type: 'inet', nullable: true },
    userAgent: { name: 'user_agent', type: 'text', nullable: true },
    traceId: { name: 'trace_id', type: 'text' },
    details: { type: 'jsonb' },
    prevHash: { name: 'prev_hash', type: 'bytea', nullable: true },
    hash: { type: 'bytea', nullable: true },
  },
  checks: [
    { name: 'entry_outcome', expression: `outcome IN ('succeeded', 'denied', 'failed')` },
    { name: 'entry_sealed', expression: '(seq IS NULL) = (hash IS NULL) AND (seq IS NULL) = (prev_hash IS NULL)' },
  ],
  indices: [
    { name: 'entry_unsealed', columns: ['recordedAt', 'id'], where: '(seq IS NULL)' },
    { name: 'entry_target', columns: ['tenant', 'targetType', 'targetId', 'recordedAt'] },
    { name: 'entry_seq', columns: ['tenant', 'seq'], unique: true, where: '(seq IS NOT NULL)' },
    { name: 'entry_tenant', columns: ['tenant', 'id'] },
  ],
});
