import { testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { retentionExemptions, retentionPolicies } from '@strongroom/retention';
import { databaseRoles, serviceSchemas } from './database-roles.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const SCHEMAS = [...serviceSchemas, 'audit'];
/** Tables of the processes, not of the tenants. */
const WITHOUT_TENANT = /\.(?:lease|log_head|signing_key|guard|guard_report|checkpoint|webhook_position)$/;

const tables = (): Promise<{ name: string; tenant: boolean; secured: boolean; policies: string[] }[]> =>
  database.query(
    `SELECT format('%s.%s', n.nspname, c.relname) AS name,
            c.relrowsecurity AND c.relforcerowsecurity AS secured,
            EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant' AND a.attnotnull) AS tenant,
            ARRAY(SELECT polname::text FROM pg_policy p WHERE p.polrelid = c.oid ORDER BY 1) AS policies
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p')`,
    [SCHEMAS],
  );

interface Right {
  readonly role: string;
  readonly schema: string;
  readonly table: string;
  readonly privilege: string;
}
const rights = (): Promise<Right[]> =>
  database.query(
    `SELECT coalesce(r.rolname, 'public') AS role, n.nspname AS schema, c.relname AS table, a.privilege_type AS privilege
       FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN LATERAL aclexplode(c.relacl) a
       LEFT JOIN pg_roles r ON r.oid = a.grantee
      WHERE n.nspname = ANY ($1) AND a.grantee <> c.relowner`,
    [SCHEMAS],
  );

describe('what TypeORM cannot see of the database', () => {
  it('forces row-level security, by the tenant of the transaction, on every table that has a tenant', async () => {
    const found = await tables();
    expect(found.filter(({ tenant, secured }) => tenant && !secured)).toEqual([]);
    expect(found.filter(({ tenant, policies }) => tenant && !policies.includes('same_tenant'))).toEqual([]);
  });

  it('has a tenant in every table but those that are declared without', async () => {
    const without = (await tables()).filter(({ tenant }) => !tenant).map(({ name }) => name);
    expect(without.filter((name) => !WITHOUT_TENANT.test(name))).toEqual([]);
  });

  it('gives a role rights in its own schema only, but to insert into audit, to auth-token to read it, and to revocation to seal it', async () => {
    const own = new Map<string, string>(Object.values(databaseRoles).map(({ role, schema }) => [role, schema]));
    const foreign = (await rights()).filter(({ role, schema }) => own.get(role) !== schema);
    const byCleanup = foreign.filter(({ role, schema }) => role === 'strongroom_cleanup' && schema !== 'audit');
    const audit = foreign.filter((right) => !byCleanup.includes(right));
    expect(audit.map(({ role, privilege, table }) => `${role} ${privilege} ${table}`).toSorted()).toEqual(
      [
        ...Object.values(databaseRoles).map(({ role }) => `${role} INSERT entry`),
        'strongroom_auth_token SELECT entry',
        'strongroom_revocation SELECT entry',
        'strongroom_revocation INSERT chain_head',
        'strongroom_revocation SELECT chain_head',
        'strongroom_revocation INSERT checkpoint',
        'strongroom_revocation SELECT checkpoint',
      ].toSorted(),
    );
  });

  it('lets cleanup see, delete and lock what a retention policy names, and nothing else in the schemas of others', async () => {
    const byCleanup = (await rights()).filter(
      ({ role, schema }) => role === 'strongroom_cleanup' && schema !== 'cleanup' && schema !== 'audit',
    );
    const foreign = retentionPolicies.filter(({ table }) => !table.startsWith('cleanup.'));
    expect(byCleanup.map(({ schema, table, privilege }) => `${privilege} ${schema}.${table}`).toSorted()).toEqual(
      foreign.flatMap(({ table }) => [`DELETE ${table}`, `SELECT ${table}`]).toSorted(),
    );
    const columns = await database.query<{ grant: string }>(
      `SELECT format('%s %s.%s.%s', a.privilege_type, n.nspname, c.relname, t.attname) AS grant
         FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL aclexplode(t.attacl) a
         JOIN pg_roles r ON r.oid = a.grantee
        WHERE r.rolname = 'strongroom_cleanup' AND n.nspname <> 'cleanup'`,
    );
    expect(columns.map(({ grant }) => grant).toSorted()).toEqual(
      foreign.map(({ table }) => `UPDATE ${table}.expires_at`).toSorted(),
    );
  });

  it('has a retention policy, or a stated exemption, for every table with a time in it', async () => {
    const timed = await database.query<{ name: string }>(
      `SELECT DISTINCT format('%s.%s', table_schema, table_name) AS name FROM information_schema.columns
        WHERE table_schema = ANY ($1) AND data_type IN ('timestamp with time zone', 'timestamp without time zone', 'date')`,
      [SCHEMAS],
    );
    const declared = [...retentionPolicies, ...retentionExemptions].map(({ table }) => table as string);
    expect(timed.map(({ name }) => name).toSorted()).toEqual(declared.toSorted());
  });

  it('gives nobody more than reading, inserting, changing and deleting rows, and everybody nothing', async () => {
    const found = await rights();
    const allowed = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE']);
    expect(found.filter(({ privilege }) => !allowed.has(privilege))).toEqual([]);
    expect(found.filter(({ role }) => role === 'public')).toEqual([]);
  });

  it('lets no service role own anything, make anything outside `jobs`, or step around row-level security', async () => {
    const owned = await database.query(
      `SELECT c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE r.rolname LIKE 'strongroom\\_%' AND n.nspname <> 'jobs'`,
    );
    const makers = await database.query<{ role: string; schema: string }>(
      `SELECT r.rolname AS role, n.nspname AS schema FROM pg_namespace n CROSS JOIN pg_roles r
        WHERE r.rolname = ANY ($1) AND n.nspname !~ '^pg_' AND has_schema_privilege(r.oid, n.oid, 'CREATE')`,
      [Object.values(databaseRoles).map(({ role }) => role)],
    );
    const powers = await database.query(
      `SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)
          AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)`,
      [Object.values(databaseRoles).map(({ role }) => role)],
    );
    expect({ owned, makers, powers }).toEqual({
      owned: [],
      makers: [{ role: 'strongroom_cleanup', schema: 'jobs' }],
      powers: [],
    });
  });

  it('makes no id: no column draws from a sequence, and no uuid has a default', async () => {
    const made = await database.query(
      `SELECT table_schema, table_name, column_name FROM information_schema.columns
        WHERE table_schema = ANY ($1)
          AND (is_identity = 'YES' OR column_default LIKE 'nextval%' OR (data_type = 'uuid' AND column_default IS NOT NULL))`,
      [SCHEMAS],
    );
    expect(made).toEqual([]);
  });

  it('has no foreign key from one schema into another', async () => {
    const crossing = await database.query(
      `SELECT conname FROM pg_constraint f
         JOIN pg_class a ON a.oid = f.conrelid JOIN pg_class b ON b.oid = f.confrelid
        WHERE f.contype = 'f' AND a.relnamespace <> b.relnamespace`,
    );
    expect(crossing).toEqual([]);
  });

  it('names every constraint and index itself, so that row maps and error handling can speak of them', async () => {
    const generated = await database.query(
      `SELECT conname FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
        WHERE n.nspname = ANY ($1) AND c.contype IN ('p', 'u', 'f', 'c', 'x') AND conname ~ '_(?:pkey|key|fkey|check)$'`,
      [SCHEMAS],
    );
    expect(generated).toEqual([]);
  });
});
