import { migration } from './migration.js';
import { tenantTable } from './tenant-table.js';

/**
 * A policy for each direction, and one that is tried beside it. What was set before held for everything and stays where callers look
 * who name no direction; the default is for replicas of the version before, which write while this is rolled out.
 */
export const filterPolicies = migration(12, 'filter-policies', [
  `ALTER TABLE filter.policy_version
     ADD COLUMN direction text NOT NULL DEFAULT 'outbound'
       CONSTRAINT policy_version_direction CHECK (direction IN ('inbound', 'outbound')),
     ADD COLUMN restored_from integer CONSTRAINT policy_version_restored CHECK (restored_from < version),
     DROP CONSTRAINT policy_version_pk,
     ADD CONSTRAINT policy_version_pk PRIMARY KEY (tenant, direction, version)`,
  `CREATE TABLE filter.shadow_policy (
     id uuid CONSTRAINT shadow_policy_pk PRIMARY KEY,
     tenant text NOT NULL,
     direction text NOT NULL CONSTRAINT shadow_policy_direction CHECK (direction IN ('inbound', 'outbound')),
     policy jsonb NOT NULL,
     base_version integer NOT NULL,
     started_by_type text NOT NULL,
     started_by_id text NOT NULL,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     status text NOT NULL DEFAULT 'running'
       CONSTRAINT shadow_policy_status CHECK (status IN ('running', 'promoted', 'stopped'))
   )`,
  `CREATE UNIQUE INDEX shadow_policy_running ON filter.shadow_policy (tenant, direction) WHERE status = 'running'`,
  `CREATE INDEX shadow_policy_newest ON filter.shadow_policy (tenant, direction, id)`,
  ...tenantTable('filter.shadow_policy', { grants: ['SELECT', 'INSERT', 'UPDATE (status)'] }),
  `CREATE TABLE filter.shadow_count (
     shadow_id uuid NOT NULL CONSTRAINT shadow_count_shadow_fk REFERENCES filter.shadow_policy (id),
     rule text NOT NULL,
     in_force text NOT NULL,
     shadow text NOT NULL,
     tenant text NOT NULL,
     type text NOT NULL,
     seen bigint NOT NULL CONSTRAINT shadow_count_seen CHECK (seen > 0),
     CONSTRAINT shadow_count_pk PRIMARY KEY (shadow_id, rule, in_force, shadow)
   )`,
  ...tenantTable('filter.shadow_count', { grants: ['SELECT', 'INSERT', 'UPDATE (seen)'] }),
]);
