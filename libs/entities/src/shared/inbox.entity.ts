import { EntitySchema } from 'typeorm';
import { type ServiceSchema } from '../database-roles.js';
import { columns } from './columns.js';

export interface InboxRow {
  readonly consumer: string;
  readonly eventId: string;
  readonly expiresAt: Date;
  readonly tenant: string;
}

/** Events that a consumer has handled. */
export function inboxEntity(schema: ServiceSchema): EntitySchema<InboxRow> {
  const key = { primary: true, primaryKeyConstraintName: 'inbox_pk' };
  return new EntitySchema<InboxRow>({
    name: `${schema}.inbox`,
    schema,
    tableName: 'inbox',
    columns: {
      consumer: { type: 'text', ...key },
      eventId: { name: 'event_id', type: 'uuid', ...key },
      expiresAt: { name: 'expires_at', type: 'timestamptz', ...key },
      tenant: columns.tenant,
    },
    indices: [{ name: 'inbox_expires_at', columns: ['expiresAt'] }],
  });
}
