import { databaseRoles } from '../database-roles.js';
import { migration } from './migration.js';

const { role: authRole } = databaseRoles['auth-token'];

/** What reaches beyond a tenant is found by those who may reach there. */
export const beyondTheTenant = migration(17, 'beyond-the-tenant', [
  // Few among many: without this a list of them would read the log from its end to its beginning.
  `CREATE INDEX event_end_of_tenant ON revocation.event (id) WHERE scope = 'tenant'`,

  // What was done to all tenants at once stands in the tenant \`*\`, beside what each tenant did.
  `CREATE POLICY across_tenants_see ON audit.entry FOR SELECT TO ${authRole}
     USING (strongroom.across_tenants() AND tenant = '*')`,
]);
