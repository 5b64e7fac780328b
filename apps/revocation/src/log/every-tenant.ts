import { currentContext, runInContext } from '@strongroom/security-context';

/** The tenant of an entry that is about all of them. */
export const EVERY_TENANT = '*';

/** Does `work` in the caller's name, but on the entries of `tenant`. */
export function inTenantOf<T>(tenant: string, work: () => Promise<T>): Promise<T> {
  return runInContext({ ...currentContext(), tenant }, work);
}
