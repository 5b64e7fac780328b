import { databaseRoles } from '../database-roles.js';
import { migration } from './migration.js';
import { tenantPolicy } from './tenant-table.js';

const roles = Object.values(databaseRoles).map(({ role }) => role);
const { role: sealer } = databaseRoles.revocation;

/** Lets one role give each committed audit entry its place in the chain of its tenant, once, and nobody else any place. */
export const auditChain = migration(8, 'audit-chain', [
  `ALTER TABLE audit.entry ADD CONSTRAINT entry_sealed
     CHECK ((seq IS NULL) = (hash IS NULL) AND (seq IS NULL) = (prev_hash IS NULL))`,
  `CREATE UNIQUE INDEX entry_seq ON audit.entry (tenant, seq) WHERE seq IS NOT NULL`,
  // An entry that came with a place would take it from the one that the sealer has for it, and stop the chain.
  `CREATE POLICY comes_unsealed ON audit.entry AS RESTRICTIVE FOR INSERT TO ${roles.join(', ')} WITH CHECK (seq IS NULL)`,

  `GRANT SELECT, UPDATE (seq, prev_hash, hash) ON audit.entry TO ${sealer}`,
  `CREATE POLICY sealer_see ON audit.entry FOR SELECT TO ${sealer} USING (strongroom.across_tenants())`,
  `CREATE POLICY sealer_seal ON audit.entry FOR UPDATE TO ${sealer} USING (strongroom.across_tenants())
     WITH CHECK (strongroom.across_tenants())`,
  `CREATE POLICY sealed_once ON audit.entry AS RESTRICTIVE FOR UPDATE TO ${sealer} USING (seq IS NULL)
     WITH CHECK (seq IS NOT NULL)`,

  // How far the chain of each tenant has come, and the fence of the sealer that brought it there.
  `CREATE TABLE audit.chain_head (
     tenant text CONSTRAINT chain_head_pk PRIMARY KEY,
     seq bigint NOT NULL,
     hash bytea NOT NULL,
     fence bigint NOT NULL
   ) WITH (fillfactor = 50)`,
  ...tenantPolicy('audit.chain_head', [sealer]),
  `CREATE POLICY across_tenants ON audit.chain_head TO ${sealer} USING (strongroom.across_tenants())
     WITH CHECK (strongroom.across_tenants())`,
  `GRANT SELECT, INSERT, UPDATE (seq, hash, fence) ON audit.chain_head TO ${sealer}`,
]);
