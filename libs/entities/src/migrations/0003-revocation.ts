import { databaseRoles } from '../database-roles.js';
import { migration } from './migration.js';
import { sealedLog } from './service-ground.js';
import { tenantTable } from './tenant-table.js';

const { role } = databaseRoles.revocation;

/** The revocation log, and what the guards that follow it have reported. */
export const revocation = migration(3, 'revocation', [
  `CREATE TABLE revocation.event (
     id uuid CONSTRAINT event_pk PRIMARY KEY,
     seq bigint,
     tenant text NOT NULL,
     scope text NOT NULL CONSTRAINT event_scope CHECK (scope IN ('token', 'subject', 'client', 'global')),
     target text NOT NULL,
     id128 bytea NOT NULL CONSTRAINT event_id128 CHECK (octet_length(id128) = 16),
     reason text NOT NULL,
     note text,
     actor_type text NOT NULL,
     actor_id text NOT NULL,
     idempotency_key text,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     sealed_at timestamptz,
     expires_at timestamptz NOT NULL,
     CONSTRAINT event_sealed CHECK ((seq IS NULL) = (sealed_at IS NULL))
   )`,
  ...sealedLog('revocation', 'event'),
  // A token is revoked once: who revokes it again gets the same answer.
  `CREATE UNIQUE INDEX event_token ON revocation.event (tenant, target) WHERE scope = 'token'`,
  `CREATE UNIQUE INDEX event_idempotency_key ON revocation.event (tenant, idempotency_key) WHERE idempotency_key IS NOT NULL`,
  `CREATE INDEX event_newest ON revocation.event (tenant, id)`,
  `CREATE INDEX event_target ON revocation.event (tenant, target, id)`,
  `CREATE INDEX event_expires_at ON revocation.event (expires_at)`,
  // The sealer knows seq and nothing else of a log; propagation is measured from this moment.
  `CREATE FUNCTION revocation.note_sealing() RETURNS trigger LANGUAGE plpgsql
     AS $$ BEGIN NEW.sealed_at := clock_timestamp(); RETURN NEW; END $$`,
  `CREATE TRIGGER event_note_sealing BEFORE UPDATE OF seq ON revocation.event
     FOR EACH ROW WHEN (OLD.seq IS NULL AND NEW.seq IS NOT NULL) EXECUTE FUNCTION revocation.note_sealing()`,
  ...tenantTable('revocation.event', {
    grants: ['SELECT', 'INSERT', 'UPDATE (seq)'],
    acrossTenants: ['SELECT', 'UPDATE'],
  }),

  // No tenant: a guard enforces the revocations of all of them.
  `CREATE TABLE revocation.guard (
     service text NOT NULL,
     guard text NOT NULL,
     applied_seq bigint NOT NULL DEFAULT 0,
     first_seen_at timestamptz NOT NULL,
     last_seen_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     CONSTRAINT guard_pk PRIMARY KEY (service, guard)
   ) WITH (fillfactor = 50)`,
  `GRANT SELECT, INSERT, UPDATE ON revocation.guard TO ${role}`,

  `CREATE TABLE revocation.guard_report (
     service text NOT NULL,
     guard text NOT NULL,
     seq bigint NOT NULL,
     applied_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     CONSTRAINT guard_report_pk PRIMARY KEY (service, guard, seq)
   )`,
  `CREATE INDEX guard_report_expires_at ON revocation.guard_report (expires_at)`,
  `GRANT SELECT, INSERT ON revocation.guard_report TO ${role}`,
]);
