import { retentionPolicies } from '@strongroom/retention';
import { databaseRoles, roleOf, type ServiceSchema } from '../database-roles.js';

const { role } = databaseRoles.cleanup;

/**
 * What the cleanup role may do to the rows of a table that has a retention policy: see them, delete those that have expired,
 * and lock them. Postgres asks for a right to UPDATE before it lets anybody lock a row; the policy that goes with it accepts
 * no new version of a row, so that nothing can be changed.
 */
export function retentionAccess(table: `${ServiceSchema}.${string}`): readonly string[] {
  const policy = retentionPolicies.find((one) => one.table === table);
  if (policy === undefined) throw new Error(`no retention policy speaks of ${table}`);
  const schema = table.slice(0, table.indexOf('.')) as ServiceSchema;
  const visible = policy.perTenant
    ? '(strongroom.across_tenants() OR tenant = strongroom.current_tenant())'
    : 'strongroom.across_tenants()';
  return [
    ...(policy.perTenant ? [] : secured(table, schema)),
    `GRANT USAGE ON SCHEMA ${schema} TO ${role}`,
    `GRANT SELECT, UPDATE (expires_at), DELETE ON ${table} TO ${role}`,
    `CREATE POLICY retention_see ON ${table} FOR SELECT TO ${role} USING (${visible})`,
    `CREATE POLICY retention_lock ON ${table} FOR UPDATE TO ${role} USING (${visible}) WITH CHECK (false)`,
    `CREATE POLICY retention_delete ON ${table} FOR DELETE TO ${role} USING (${visible} AND expires_at <= now())`,
  ];
}

/** A table without tenants gets row-level security for the sake of cleanup; for its own service nothing changes. */
function secured(table: string, schema: ServiceSchema): readonly string[] {
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY own_service ON ${table} TO ${roleOf(schema)} USING (true) WITH CHECK (true)`,
  ];
}
