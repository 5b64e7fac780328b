import { currentContext } from '@strongroom/security-context';
import { EVERY_TENANT } from '../log/every-tenant.js';

/**
 * The entries that a reader of the log sees: those of its tenant and those that end every tenant's tokens; and, where it may end
 * tenants, the ends of all of them. `$1` and `$2` are `sight()`. Across tenants, or it sees the tenant's alone.
 */
export const IN_SIGHT = `(tenant = ANY ($1) OR ($2 AND scope = 'tenant'))`;

export function sight(): readonly [tenants: readonly string[], endsOfTenants: boolean] {
  return [[currentContext().tenant, EVERY_TENANT], mayReachBeyond()];
}

/** Whether the caller may act on more than its tenant, and so sees all that is said of such acts. */
export function mayReachBeyond(): boolean {
  return currentContext().scopes.includes('revocation:emergency');
}
