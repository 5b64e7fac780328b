import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface ClientRow {
  /** Unique across tenants: a token request names a client and nothing else. */
  readonly clientId: string;
  readonly tenant: string;
  readonly name: string;
  /** See `hashClientSecret`. */
  readonly secretHash: Buffer;
  readonly scopes: readonly string[];
  readonly accessTokenTtlSeconds: number;
  readonly recordedAt: Date;
  readonly disabledAt: Date | null;
}

/** OAuth clients (RFC 6749, section 2): programs that ask for tokens in their own name. */
export const client = new EntitySchema<ClientRow>({
  name: 'auth.client',
  schema: 'auth',
  tableName: 'client',
  columns: {
    clientId: { name: 'client_id', type: 'text', primary: true, primaryKeyConstraintName: 'client_pk' },
    tenant: columns.tenant,
    name: { type: 'text' },
    secretHash: { name: 'secret_hash', type: 'bytea' },
    scopes: { type: 'text', array: true },
    accessTokenTtlSeconds: { name: 'access_token_ttl_seconds', type: 'integer', default: 900 },
    recordedAt: columns.recordedAt,
    disabledAt: { name: 'disabled_at', type: 'timestamptz', nullable: true },
  },
  foreignKeys: [
    { name: 'client_tenant_fk', target: 'auth.tenant', columnNames: ['tenant'], referencedColumnNames: ['tenant'] },
  ],
  checks: [
    { name: 'client_secret_hash', expression: 'octet_length(secret_hash) = 32' },
    { name: 'client_access_token_ttl', expression: 'access_token_ttl_seconds BETWEEN 1 AND 86400' },
  ],
  indices: [{ name: 'client_tenant', columns: ['tenant'] }],
});
