import { migration } from './migration.js';
import { tenantTable } from './tenant-table.js';

/** Revocations that are to be made later. The tenant `*` has those that reach beyond one. */
export const scheduledRevocations = migration(9, 'scheduled-revocations', [
  `CREATE TABLE revocation.scheduled (
     id uuid CONSTRAINT scheduled_pk PRIMARY KEY,
     tenant text NOT NULL,
     scope text NOT NULL CONSTRAINT scheduled_scope CHECK (scope IN
       ('token', 'session', 'subject', 'client', 'tenant', 'signing_key', 'global')),
     target text NOT NULL,
     effective_at timestamptz NOT NULL,
     reason text NOT NULL,
     note text,
     metadata jsonb NOT NULL DEFAULT '{}',
     actor_type text NOT NULL,
     actor_id text NOT NULL,
     idempotency_key text,
     scheduled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     status text NOT NULL DEFAULT 'waiting' CONSTRAINT scheduled_status CHECK (status IN ('waiting', 'made', 'cancelled')),
     settled_at timestamptz,
     revocation_id uuid,
     CONSTRAINT scheduled_settled CHECK ((status = 'waiting') = (settled_at IS NULL)),
     CONSTRAINT scheduled_made CHECK ((status = 'made') = (revocation_id IS NOT NULL))
   )`,
  `CREATE INDEX scheduled_due ON revocation.scheduled (effective_at) WHERE status = 'waiting'`,
  `CREATE INDEX scheduled_newest ON revocation.scheduled (tenant, id)`,
  `CREATE UNIQUE INDEX scheduled_idempotency_key ON revocation.scheduled (tenant, idempotency_key)
     WHERE idempotency_key IS NOT NULL`,
  ...tenantTable('revocation.scheduled', {
    grants: ['SELECT', 'INSERT', 'UPDATE (status, settled_at, revocation_id)'],
    acrossTenants: ['SELECT', 'UPDATE'],
  }),
]);
