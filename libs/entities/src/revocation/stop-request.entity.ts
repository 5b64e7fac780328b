import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface StopRequestRow {
  readonly id: string;
  /** Always `*`. */
  readonly tenant: string;
  readonly reason: string;
  readonly note: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly actorType: string;
  readonly actorId: string;
  readonly requestedAt: Date;
  /** From then on it cannot be confirmed. */
  readonly expiresAt: Date;
  /** The stop that stood once it was confirmed. */
  readonly revocationId: string | null;
}

/** Emergency stops that were asked for where two persons are needed. */
export const stopRequest = new EntitySchema<StopRequestRow>({
  name: 'revocation.stop_request',
  schema: 'revocation',
  tableName: 'stop_request',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'stop_request_pk' },
    tenant: columns.tenant,
    reason: { type: 'text' },
    note: { type: 'text', nullable: true },
    metadata: { type: 'jsonb', default: {} },
    actorType: { name: 'actor_type', type: 'text' },
    actorId: { name: 'actor_id', type: 'text' },
    requestedAt: { name: 'requested_at', type: 'timestamptz', default: () => 'clock_timestamp()' },
    expiresAt: { name: 'expires_at', type: 'timestamptz' },
    revocationId: { name: 'revocation_id', type: 'uuid', nullable: true },
  },
  indices: [{ name: 'stop_request_waiting', columns: ['expiresAt'], where: '(revocation_id IS NULL)' }],
});
