/** The Postgres schema of each service that keeps data, and the role that works in it. Nobody else has a right there. */
export const databaseRoles = {
  'auth-token': { schema: 'auth', role: 'strongroom_auth_token' },
  revocation: { schema: 'revocation', role: 'strongroom_revocation' },
  'content-filter': { schema: 'filter', role: 'strongroom_content_filter' },
  'order-processing': { schema: 'orders', role: 'strongroom_order_processing' },
  cleanup: { schema: 'cleanup', role: 'strongroom_cleanup' },
} as const;

export type DatabaseService = keyof typeof databaseRoles;
export type ServiceSchema = (typeof databaseRoles)[DatabaseService]['schema'];
export type DatabaseRole = (typeof databaseRoles)[DatabaseService]['role'];

export const serviceSchemas: readonly ServiceSchema[] = Object.values(databaseRoles).map(({ schema }) => schema);

export function roleOf(schema: ServiceSchema): DatabaseRole {
  const found = Object.values(databaseRoles).find((entry) => entry.schema === schema);
  if (found === undefined) throw new Error(`no service owns the schema ${schema}`);
  return found.role;
}
