import { currentContext, everyTenant, mayReachBeyond } from '@strongroom/security-context';

/**
 * The entries that a reader of the log sees: those of its tenant and those that end every tenant's tokens; and, where it may end
 * tenants, the ends of all of them. `$1` and `$2` are `sight()`. Across tenants, or it sees the tenant's alone.
 */
export const IN_SIGHT = `(tenant = ANY ($1) OR ($2 AND scope = 'tenant'))`;

export function sight(): readonly [tenants: readonly string[], endsOfTenants: boolean] {
  return [[currentContext().tenant, everyTenant], mayReachBeyond()];
}
