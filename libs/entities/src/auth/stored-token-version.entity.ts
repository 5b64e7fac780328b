import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface StoredTokenVersionRow {
  readonly secretId: string;
  readonly version: number;
  readonly tenant: string;
  /** From `abandoning` on the value cannot become readable any more, whatever the secret store still does. */
  readonly state: 'writing' | 'stored' | 'abandoning' | 'abandoned';
  readonly requestedByType: string;
  readonly requestedById: string;
  readonly recordedAt: Date;
}

const key = { primary: true, primaryKeyConstraintName: 'stored_token_version_pk' };

/** Versions of third parties' secrets: who asked for each, and what became of it. */
export const storedTokenVersion = new EntitySchema<StoredTokenVersionRow>({
  name: 'auth.stored_token_version',
  schema: 'auth',
  tableName: 'stored_token_version',
  columns: {
    secretId: { name: 'secret_id', type: 'uuid', ...key },
    version: { type: 'integer', ...key },
    tenant: columns.tenant,
    state: { type: 'text' },
    requestedByType: { name: 'requested_by_type', type: 'text' },
    requestedById: { name: 'requested_by_id', type: 'text' },
    recordedAt: columns.recordedAt,
  },
  foreignKeys: [
    {
      name: 'stored_token_version_token_fk',
      target: 'auth.stored_token',
      columnNames: ['secretId'],
      referencedColumnNames: ['secretId'],
      onDelete: 'CASCADE',
    },
  ],
  checks: [
    {
      name: 'stored_token_version_state',
      expression: `state IN ('writing', 'stored', 'abandoning', 'abandoned')`,
    },
  ],
});
