import { EntitySchema } from 'typeorm';
import { type ServiceSchema } from '../database-roles.js';
import { columns } from './columns.js';

export interface OutboxRow {
  readonly id: string;
  readonly seq: number | null;
  readonly tenant: string;
  readonly pattern: string;
  readonly payload: unknown;
  readonly actorChain: unknown;
  readonly traceId: string;
  readonly recordedAt: Date;
}

/** Events that are committed and not yet sent. */
export function outboxEntity(schema: ServiceSchema): EntitySchema<OutboxRow> {
  return new EntitySchema<OutboxRow>({
    name: `${schema}.outbox`,
    schema,
    tableName: 'outbox',
    columns: {
      id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'outbox_pk' },
      seq: columns.seq,
      tenant: columns.tenant,
      pattern: { type: 'text' },
      payload: { type: 'jsonb' },
      actorChain: { name: 'actor_chain', type: 'jsonb' },
      traceId: { name: 'trace_id', type: 'text' },
      recordedAt: columns.recordedAt,
    },
    indices: [
      { name: 'outbox_seq', columns: ['seq'], unique: true },
      { name: 'outbox_unsealed', columns: ['recordedAt', 'id'], where: '(seq IS NULL)' },
    ],
  });
}
