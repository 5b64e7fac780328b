import { databaseRoles, serviceSchemas } from '../database-roles.js';
import { migration } from './migration.js';
import { serviceGround } from './service-ground.js';
import { tenantPolicy } from './tenant-table.js';

const roles = Object.values(databaseRoles).map(({ role }) => role);

/**
 * What every later migration rests on. Roles belong to the cluster and exist before the first migration; here they only get
 * rights: each in its own schema, and for all of them one thing in `audit`, to insert.
 */
export const groundRules = migration(1, 'ground-rules', [
  `CREATE SCHEMA strongroom`,
  `GRANT USAGE ON SCHEMA strongroom TO ${roles.join(', ')}`,

  // The runner sets both for each transaction; unset or empty means no tenant and no row.
  `CREATE FUNCTION strongroom.current_tenant() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
     RETURN nullif(current_setting('strongroom.tenant', true), '')`,
  `CREATE FUNCTION strongroom.across_tenants() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
     RETURN coalesce(current_setting('strongroom.across_tenants', true), '') = 'on'`,

  ...serviceSchemas.flatMap(serviceGround),

  // seq, hash and prev_hash are filled when the chain is sealed; ids are made by the application, since RETURNING needs SELECT.
  `CREATE SCHEMA audit`,
  `GRANT USAGE ON SCHEMA audit TO ${roles.join(', ')}`,
  `CREATE TABLE audit.entry (
     id uuid NOT NULL,
     expires_at timestamptz NOT NULL,
     seq bigint,
     tenant text NOT NULL,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     action text NOT NULL,
     outcome text NOT NULL CONSTRAINT entry_outcome CHECK (outcome IN ('succeeded', 'denied', 'failed')),
     target_type text NOT NULL,
     target_id text NOT NULL,
     actor_type text NOT NULL,
     actor_id text NOT NULL,
     actor_chain jsonb NOT NULL,
     token_id text,
     session_id text,
     ip inet,
     user_agent text,
     trace_id text NOT NULL,
     details jsonb NOT NULL,
     prev_hash bytea,
     hash bytea,
     CONSTRAINT entry_pk PRIMARY KEY (id, expires_at)
   )`,
  `CREATE INDEX entry_unsealed ON audit.entry (recorded_at, id) WHERE seq IS NULL`,
  `CREATE INDEX entry_target ON audit.entry (tenant, target_type, target_id, recorded_at)`,
  ...tenantPolicy('audit.entry', roles),
  `GRANT INSERT ON audit.entry TO ${roles.join(', ')}`,

  // pg-boss makes and upgrades its own tables, in a schema that is made for it.
  `CREATE SCHEMA jobs`,
  `GRANT USAGE, CREATE ON SCHEMA jobs TO ${databaseRoles.cleanup.role}`,
]);
