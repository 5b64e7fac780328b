import { databaseRoles } from '../database-roles.js';
import { migration } from './migration.js';

const { role: sealer } = databaseRoles.revocation;

/** Signed statements of how far the audit chains had come. They reach over all tenants, and are only ever added. */
export const auditCheckpoints = migration(10, 'audit-checkpoints', [
  `CREATE TABLE audit.checkpoint (
     number bigint CONSTRAINT checkpoint_pk PRIMARY KEY,
     statement text NOT NULL,
     key_id text NOT NULL,
     signature text NOT NULL
   )`,
  `ALTER TABLE audit.checkpoint ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE audit.checkpoint FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY across_tenants ON audit.checkpoint TO ${sealer} USING (strongroom.across_tenants())
     WITH CHECK (strongroom.across_tenants())`,
  `GRANT SELECT, INSERT ON audit.checkpoint TO ${sealer}`,
  // No index on what is to be signed: it would cost each pass of the sealer an update of it, for a scan of one row a tenant.
  `ALTER TABLE audit.chain_head ADD COLUMN signed_seq bigint NOT NULL DEFAULT 0`,
  `GRANT UPDATE (signed_seq) ON audit.chain_head TO ${sealer}`,
]);
