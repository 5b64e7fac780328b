import { databaseRoles } from '../database-roles.js';
import { migration } from './migration.js';

const { role: authRole } = databaseRoles['auth-token'];
const { role } = databaseRoles.revocation;

/** What revoking at scale and in an emergency needs: more scopes, batches, the readable view, and keys that can be revoked. */
export const revocationOperations = migration(7, 'revocation-operations', [
  `ALTER TABLE revocation.event DROP CONSTRAINT event_scope`,
  `ALTER TABLE revocation.event ADD CONSTRAINT event_scope CHECK (scope IN
     ('token', 'session', 'subject', 'client', 'tenant', 'signing_key', 'global', 'stop', 'lift'))`,
  `ALTER TABLE revocation.event
     ADD COLUMN batch_id uuid,
     ADD COLUMN service_name text,
     ADD COLUMN metadata jsonb NOT NULL DEFAULT '{}'`,
  // Whether a stop stands is read with the head of the log, several times a second.
  `CREATE INDEX event_stop ON revocation.event (seq) WHERE scope IN ('stop', 'lift')`,

  // The readable view. It sees with the eyes of whoever asks, so that row-level security holds for it too.
  `CREATE VIEW revocation.token_revocations WITH (security_invoker = true) AS
     SELECT target AS token_id, tenant, recorded_at AS revoked_at, reason, actor_type || ':' || actor_id AS revoked_by,
            service_name, metadata
       FROM revocation.event WHERE scope = 'token'`,
  `GRANT SELECT ON revocation.token_revocations TO ${role}`,

  // What belongs to no tenant is recorded under these names.
  `ALTER TABLE auth.tenant ADD CONSTRAINT tenant_name CHECK (tenant NOT IN ('*', '-'))`,
  `CREATE POLICY every_tenant_see ON auth.token FOR SELECT TO ${authRole} USING (strongroom.current_tenant() = '*')`,
  `CREATE POLICY every_tenant_mark ON auth.token FOR UPDATE TO ${authRole}
     USING (strongroom.current_tenant() = '*') WITH CHECK (strongroom.current_tenant() = '*')`,

  // Null for tokens from before this column; they expire within a day.
  `ALTER TABLE auth.token ADD COLUMN kid text`,
  `ALTER TABLE auth.signing_key DROP CONSTRAINT signing_key_state`,
  `ALTER TABLE auth.signing_key
     ADD CONSTRAINT signing_key_state CHECK (state IN ('next', 'active', 'retired', 'revoked'))`,
  `GRANT UPDATE (state, not_after) ON auth.signing_key TO ${authRole}`,
]);
