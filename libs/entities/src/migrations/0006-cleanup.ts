import { migration } from './migration.js';
import { retentionAccess } from './retention-access.js';
import { tenantTable } from './tenant-table.js';

/** Plans of what is to be deleted, how far their runs have come, and what the cleanup role may touch in other schemas. */
export const cleanup = migration(6, 'cleanup', [
  // `tenant` is whose plan it is; a plan for all tenants belongs to the platform's own.
  `CREATE TABLE cleanup.plan (
     plan_id uuid CONSTRAINT plan_pk PRIMARY KEY,
     tenant text NOT NULL,
     state text NOT NULL CONSTRAINT plan_state CHECK (state IN ('made', 'running', 'finished', 'failed')),
     types text[] NOT NULL,
     cut_off timestamptz NOT NULL,
     policy_hash text NOT NULL,
     capped boolean NOT NULL,
     fence bigint NOT NULL DEFAULT 0,
     failures integer NOT NULL DEFAULT 0,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     run_requested_at timestamptz,
     finished_at timestamptz,
     expires_at timestamptz NOT NULL,
     CONSTRAINT plan_progress
       CHECK ((state = 'made') = (run_requested_at IS NULL) AND (state IN ('finished', 'failed')) = (finished_at IS NOT NULL))
   )`,
  `CREATE INDEX plan_running ON cleanup.plan (run_requested_at) WHERE state = 'running'`,
  `CREATE INDEX plan_expires_at ON cleanup.plan (expires_at)`,
  ...tenantTable('cleanup.plan', {
    grants: ['SELECT', 'INSERT', 'UPDATE (state, capped, fence, failures, run_requested_at, finished_at)'],
    acrossTenants: ['SELECT', 'INSERT', 'UPDATE'],
  }),

  // One batch: the keys of planned rows. It goes in the transaction that carries it out, so what is left is what is to do.
  `CREATE TABLE cleanup.plan_batch (
     plan_id uuid NOT NULL CONSTRAINT plan_batch_plan_fk REFERENCES cleanup.plan ON DELETE CASCADE,
     type text NOT NULL,
     batch_no integer NOT NULL,
     tenant text NOT NULL,
     keys jsonb NOT NULL,
     CONSTRAINT plan_batch_pk PRIMARY KEY (plan_id, type, batch_no)
   )`,
  ...tenantTable('cleanup.plan_batch', {
    grants: ['SELECT', 'INSERT', 'DELETE'],
    acrossTenants: ['SELECT', 'INSERT', 'DELETE'],
  }),

  // What was planned for a type and an owner of rows, and what became of it.
  `CREATE TABLE cleanup.plan_count (
     plan_id uuid NOT NULL CONSTRAINT plan_count_plan_fk REFERENCES cleanup.plan ON DELETE CASCADE,
     type text NOT NULL,
     owner text NOT NULL,
     tenant text NOT NULL,
     planned bigint NOT NULL,
     bytes bigint NOT NULL,
     oldest timestamptz NOT NULL,
     newest timestamptz NOT NULL,
     deleted bigint NOT NULL DEFAULT 0,
     extended bigint NOT NULL DEFAULT 0,
     gone bigint NOT NULL DEFAULT 0,
     locked bigint NOT NULL DEFAULT 0,
     CONSTRAINT plan_count_pk PRIMARY KEY (plan_id, type, owner),
     CONSTRAINT plan_count_sum CHECK (deleted + extended + gone + locked <= planned)
   )`,
  ...tenantTable('cleanup.plan_count', {
    grants: ['SELECT', 'INSERT', 'UPDATE (deleted, extended, gone, locked)'],
    acrossTenants: ['SELECT', 'INSERT', 'UPDATE'],
  }),

  ...retentionAccess('auth.token'),
  ...retentionAccess('revocation.guard_report'),
  ...retentionAccess('revocation.guard'),
  ...retentionAccess('orders.idempotency_claim'),
  ...retentionAccess('cleanup.plan'),
  ...retentionAccess('auth.inbox'),
  ...retentionAccess('revocation.inbox'),
  ...retentionAccess('filter.inbox'),
  ...retentionAccess('orders.inbox'),
  ...retentionAccess('cleanup.inbox'),
]);
