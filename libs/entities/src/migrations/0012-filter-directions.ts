import { migration } from './migration.js';

/**
 * A policy for each direction. What was set before held for everything and stays where callers look who name none; the default is for
 * replicas of the version before, which write while this is rolled out.
 */
export const filterDirections = migration(12, 'filter-directions', [
  `ALTER TABLE filter.policy_version
     ADD COLUMN direction text NOT NULL DEFAULT 'outbound'
       CONSTRAINT policy_version_direction CHECK (direction IN ('inbound', 'outbound')),
     ADD COLUMN restored_from integer CONSTRAINT policy_version_restored CHECK (restored_from < version),
     DROP CONSTRAINT policy_version_pk,
     ADD CONSTRAINT policy_version_pk PRIMARY KEY (tenant, direction, version)`,
]);
