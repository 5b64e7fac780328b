import { currentContext, runInContext } from './current-context.js';

/** The tenant of what is about all of them, and of what is the platform's own. */
export const everyTenant = '*';

/** Does `work` in the caller's name, but on what is `tenant`'s. */
export function inTenantOf<T>(tenant: string, work: () => Promise<T>): Promise<T> {
  return runInContext({ ...currentContext(), tenant }, work);
}

/** Whether the caller may act on more than its tenant, and so sees all that is said of such acts. */
export function mayReachBeyond(): boolean {
  return currentContext().scopes.includes('revocation:emergency');
}

/** Whose the caller sees of what belongs either to a tenant or to all of them. */
export function tenantsInSight(): readonly string[] {
  const { tenant } = currentContext();
  return mayReachBeyond() ? [tenant, everyTenant] : [tenant];
}
