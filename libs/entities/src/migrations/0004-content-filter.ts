import { migration } from './migration.js';
import { tenantTable } from './tenant-table.js';

/** The filter's policies. Versions are only ever added: who may change one could change what was blocked, and why. */
export const contentFilter = migration(4, 'content-filter', [
  `CREATE TABLE filter.policy_version (
     tenant text NOT NULL,
     version integer NOT NULL CONSTRAINT policy_version_from_one CHECK (version > 0),
     policy jsonb NOT NULL,
     set_by_type text NOT NULL,
     set_by_id text NOT NULL,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CONSTRAINT policy_version_pk PRIMARY KEY (tenant, version)
   )`,
  ...tenantTable('filter.policy_version', { grants: ['SELECT', 'INSERT'] }),
]);
