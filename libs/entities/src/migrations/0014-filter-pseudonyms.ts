import { migration } from './migration.js';
import { tenantTable } from './tenant-table.js';

/** Which keys a tenant has for tokens and hashes, whose values are in the secret store, and for what tokens may be undone. */
export const filterPseudonyms = migration(14, 'filter-pseudonyms', [
  `CREATE TABLE filter.pseudonym_key (
     tenant text NOT NULL,
     version integer NOT NULL CONSTRAINT pseudonym_key_from_one CHECK (version > 0),
     state text NOT NULL DEFAULT 'writing' CONSTRAINT pseudonym_key_state CHECK (state IN ('writing', 'stored')),
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CONSTRAINT pseudonym_key_pk PRIMARY KEY (tenant, version)
   )`,
  ...tenantTable('filter.pseudonym_key', { grants: ['SELECT', 'INSERT', 'UPDATE (state)'] }),
  `CREATE TABLE filter.detokenise_purpose (
     tenant text NOT NULL,
     purpose text NOT NULL,
     types jsonb NOT NULL,
     actors jsonb NOT NULL,
     set_by_type text NOT NULL,
     set_by_id text NOT NULL,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CONSTRAINT detokenise_purpose_pk PRIMARY KEY (tenant, purpose)
   )`,
  ...tenantTable('filter.detokenise_purpose', {
    grants: ['SELECT', 'INSERT', 'UPDATE (types, actors, set_by_type, set_by_id, recorded_at)'],
  }),
]);
