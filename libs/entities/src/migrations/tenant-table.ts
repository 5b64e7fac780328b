import { roleOf, type DatabaseRole, type ServiceSchema } from '../database-roles.js';

type Command = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
export type Grant = Command | `UPDATE (${string})`;

export interface TenantTableTerms {
  /** What the owning service's role may do, within the tenant that its transaction is set to. */
  readonly grants: readonly Grant[];
  /** What it may do in `Transactions.runAcrossTenants`, beside; only for tables that a worker for all tenants needs. */
  readonly acrossTenants?: readonly Command[];
}

/**
 * Makes a table with a `tenant text NOT NULL` column safe in one line of its migration: row-level security for everybody, the
 * owner too, and the rights of the service that owns the schema. `tenantTable('orders.order', { grants: ['SELECT', 'INSERT'] })`
 */
export function tenantTable(
  table: `${ServiceSchema}.${string}`,
  { grants, acrossTenants = [] }: TenantTableTerms,
): readonly string[] {
  const role = roleOf(table.slice(0, table.indexOf('.')) as ServiceSchema);
  return [
    ...tenantPolicy(table, [role]),
    ...acrossTenants.map((command) => acrossTenantsPolicy(table, role, command)),
    `GRANT ${grants.join(', ')} ON ${table} TO ${role}`,
  ];
}

export function tenantPolicy(table: string, roles: readonly DatabaseRole[]): readonly string[] {
  const sameTenant = '(tenant = strongroom.current_tenant())';
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY same_tenant ON ${table} TO ${roles.join(', ')} USING ${sameTenant} WITH CHECK ${sameTenant}`,
  ];
}

function acrossTenantsPolicy(table: string, role: DatabaseRole, command: Command): string {
  const condition = '(strongroom.across_tenants())';
  const using = command === 'INSERT' ? '' : ` USING ${condition}`;
  const check = command === 'INSERT' || command === 'UPDATE' ? ` WITH CHECK ${condition}` : '';
  return `CREATE POLICY across_tenants_${command.toLowerCase()} ON ${table} FOR ${command} TO ${role}${using}${check}`;
}
