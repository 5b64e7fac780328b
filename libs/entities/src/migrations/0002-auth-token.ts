import { databaseRoles } from '../database-roles.js';
import { migration } from './migration.js';
import { tenantTable } from './tenant-table.js';

const { role } = databaseRoles['auth-token'];

/** Tenants, clients, issued tokens, signing keys, and what is known of third parties' secrets. */
export const authToken = migration(2, 'auth-token', [
  `CREATE TABLE auth.tenant (
     tenant text CONSTRAINT tenant_pk PRIMARY KEY,
     name text NOT NULL,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
   )`,
  ...tenantTable('auth.tenant', { grants: ['SELECT', 'INSERT', 'UPDATE (name)'] }),

  `CREATE TABLE auth.client (
     client_id text CONSTRAINT client_pk PRIMARY KEY,
     tenant text NOT NULL CONSTRAINT client_tenant_fk REFERENCES auth.tenant,
     name text NOT NULL,
     secret_hash bytea NOT NULL CONSTRAINT client_secret_hash CHECK (octet_length(secret_hash) = 32),
     scopes text[] NOT NULL,
     access_token_ttl_seconds integer NOT NULL DEFAULT 900
       CONSTRAINT client_access_token_ttl CHECK (access_token_ttl_seconds BETWEEN 1 AND 86400),
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     disabled_at timestamptz
   )`,
  `CREATE INDEX client_tenant ON auth.client (tenant)`,
  ...tenantTable('auth.client', {
    grants: ['SELECT', 'INSERT', 'UPDATE (name, secret_hash, scopes, access_token_ttl_seconds, disabled_at)'],
  }),
  // A token request comes from nobody yet. Its transaction may see the one client whose id it has named.
  `CREATE POLICY named_client ON auth.client FOR SELECT TO ${role}
     USING (strongroom.across_tenants() AND client_id = current_setting('strongroom.client_id', true))`,

  `CREATE TABLE auth.token (
     jti uuid NOT NULL,
     expires_at timestamptz NOT NULL,
     tenant text NOT NULL,
     subject text NOT NULL,
     client_id text NOT NULL,
     pos bigint NOT NULL,
     scope text NOT NULL,
     issued_at timestamptz NOT NULL,
     revoked_at timestamptz,
     revocation_id uuid,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CONSTRAINT token_pk PRIMARY KEY (jti, expires_at),
     CONSTRAINT token_revoked CHECK ((revoked_at IS NULL) = (revocation_id IS NULL))
   )`,
  `CREATE INDEX token_expires_at ON auth.token (expires_at)`,
  `CREATE INDEX token_subject ON auth.token (tenant, subject)`,
  `CREATE INDEX token_client ON auth.token (tenant, client_id)`,
  ...tenantTable('auth.token', { grants: ['SELECT', 'INSERT', 'UPDATE (revoked_at, revocation_id)'] }),

  // No tenant: one set of keys signs for all of them.
  `CREATE TABLE auth.signing_key (
     kid text CONSTRAINT signing_key_pk PRIMARY KEY,
     public_jwk jsonb NOT NULL,
     state text NOT NULL CONSTRAINT signing_key_state CHECK (state IN ('next', 'active', 'retired')),
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     not_after timestamptz
   )`,
  `CREATE UNIQUE INDEX signing_key_active ON auth.signing_key (state) WHERE state = 'active'`,
  `GRANT SELECT, INSERT ON auth.signing_key TO ${role}`,

  `CREATE TABLE auth.stored_token (
     secret_id uuid CONSTRAINT stored_token_pk PRIMARY KEY,
     tenant text NOT NULL,
     service_name text NOT NULL,
     token_type text NOT NULL
       CONSTRAINT stored_token_type CHECK (token_type IN ('api_key', 'oauth', 'password', 'certificate')),
     name text NOT NULL,
     state text NOT NULL CONSTRAINT stored_token_state CHECK (state IN ('storing', 'active', 'deleting')),
     version integer NOT NULL DEFAULT 0,
     last_version integer NOT NULL,
     pending_version integer,
     changing_since timestamptz,
     expires_at timestamptz,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CONSTRAINT stored_token_version
       CHECK (version <= last_version AND (pending_version IS NULL OR pending_version = last_version)),
     CONSTRAINT stored_token_change
       CHECK ((changing_since IS NOT NULL) = (pending_version IS NOT NULL OR state = 'deleting'))
   )`,
  `CREATE INDEX stored_token_tenant ON auth.stored_token (tenant, secret_id)`,
  `CREATE INDEX stored_token_changing ON auth.stored_token (changing_since) WHERE changing_since IS NOT NULL`,
  ...tenantTable('auth.stored_token', {
    grants: [
      'SELECT',
      'INSERT',
      'UPDATE (state, version, last_version, pending_version, changing_since, updated_at)',
      'DELETE',
    ],
    acrossTenants: ['SELECT'],
  }),

  `CREATE TABLE auth.stored_token_version (
     secret_id uuid NOT NULL
       CONSTRAINT stored_token_version_token_fk REFERENCES auth.stored_token ON DELETE CASCADE,
     version integer NOT NULL,
     tenant text NOT NULL,
     state text NOT NULL
       CONSTRAINT stored_token_version_state CHECK (state IN ('writing', 'stored', 'abandoning', 'abandoned')),
     requested_by_type text NOT NULL,
     requested_by_id text NOT NULL,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CONSTRAINT stored_token_version_pk PRIMARY KEY (secret_id, version)
   )`,
  ...tenantTable('auth.stored_token_version', {
    grants: ['SELECT', 'INSERT', 'UPDATE (state)'],
    acrossTenants: ['SELECT'],
  }),

  // This service shows a tenant its own audit entries; the policy of the table keeps it to the tenant that asks.
  `CREATE INDEX entry_tenant ON audit.entry (tenant, id)`,
  `GRANT SELECT ON audit.entry TO ${role}`,
]);
