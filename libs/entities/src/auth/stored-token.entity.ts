import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface StoredTokenRow {
  readonly secretId: string;
  readonly tenant: string;
  readonly serviceName: string;
  readonly tokenType: 'api_key' | 'oauth' | 'password' | 'certificate';
  readonly name: string;
  /** Only an `active` one can be seen or read. */
  readonly state: 'storing' | 'active' | 'deleting';
  /** The one that is read; 0 until the first is stored. */
  readonly version: number;
  /** The highest one that was ever begun. A version that was given up is never used again. */
  readonly lastVersion: number;
  /** The one that is being written to the secret store; always the last. */
  readonly pendingVersion: number | null;
  /** When the change that is under way began. */
  readonly changingSince: Date | null;
  /** When the provider lets the secret end. */
  readonly expiresAt: Date | null;
  readonly recordedAt: Date;
  readonly updatedAt: Date;
}

/**
 * Third parties' secrets: all but their values, which are in the secret store under the same id and version. A row is there
 * before its value is and goes after it, so there is no value that no row knows of.
 */
export const storedToken = new EntitySchema<StoredTokenRow>({
  name: 'auth.stored_token',
  schema: 'auth',
  tableName: 'stored_token',
  columns: {
    secretId: { name: 'secret_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'stored_token_pk' },
    tenant: columns.tenant,
    serviceName: { name: 'service_name', type: 'text' },
    tokenType: { name: 'token_type', type: 'text' },
    name: { type: 'text' },
    state: { type: 'text' },
    version: { type: 'integer', default: 0 },
    lastVersion: { name: 'last_version', type: 'integer' },
    pendingVersion: { name: 'pending_version', type: 'integer', nullable: true },
    changingSince: { name: 'changing_since', type: 'timestamptz', nullable: true },
    expiresAt: { name: 'expires_at', type: 'timestamptz', nullable: true },
    recordedAt: columns.recordedAt,
    updatedAt: { name: 'updated_at', type: 'timestamptz', default: () => 'clock_timestamp()' },
  },
  checks: [
    { name: 'stored_token_state', expression: `state IN ('storing', 'active', 'deleting')` },
    { name: 'stored_token_type', expression: `token_type IN ('api_key', 'oauth', 'password', 'certificate')` },
    {
      name: 'stored_token_version',
      expression: `version <= last_version AND (pending_version IS NULL OR pending_version = last_version)`,
    },
    {
      name: 'stored_token_change',
      expression: `(changing_since IS NOT NULL) = (pending_version IS NOT NULL OR state = 'deleting')`,
    },
  ],
  indices: [
    { name: 'stored_token_tenant', columns: ['tenant', 'secretId'] },
    { name: 'stored_token_changing', columns: ['changingSince'], where: '(changing_since IS NOT NULL)' },
  ],
});
