import { databaseRoles, type DatabaseService } from '@strongroom/entities';
import { Client } from 'pg';
import { ServerUnavailable } from '../server.js';
import type { DatabaseLogin } from './database-logins.js';
import { scramVerifier } from './scram.js';

/** Any number that only this project uses. */
const ROLES_LOCK = 7_305_512_865;
const CONNECT_WITHIN_MS = 5_000;
const LOCK_WITHIN_MS = 30_000;

/**
 * Makes each service's role in the cluster, or brings it back to what it must be: may log in, may nothing else, and is
 * bound by row-level security. Roles belong to the whole cluster, not to a database, so this is no migration; whoever
 * comes at the same time waits.
 *
 * @param adminUrl a database in the cluster, as a role that may create roles
 * @param logins passwords to set; a role without one cannot log in by password
 * @throws {ServerUnavailable} if the administrator may not do this
 */
export async function prepareRoles(
  adminUrl: string,
  logins: Readonly<Partial<Record<DatabaseService, DatabaseLogin>>> = {},
): Promise<void> {
  const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: CONNECT_WITHIN_MS });
  try {
    await client.connect();
    await client.query('begin');
    await client.query(`set local lock_timeout = ${LOCK_WITHIN_MS}`);
    await client.query('select pg_advisory_xact_lock($1)', [ROLES_LOCK]);
    for (const [service, { role }] of Object.entries(databaseRoles)) {
      await prepareRole(client, role, logins[service as DatabaseService]);
    }
    await client.query('commit');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ServerUnavailable('postgres', `The database roles of the services cannot be prepared: ${reason}`, {
      cause,
    });
  } finally {
    await client.end();
  }
}

async function prepareRole(client: Client, role: string, login: DatabaseLogin | undefined): Promise<void> {
  const name = client.escapeIdentifier(role);
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) await client.query(`create role ${name}`);
  await client.query(`alter role ${name} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication`);
  if (login === undefined) return;
  const verifier = client.escapeLiteral(scramVerifier(login.password.reveal()));
  await client.query(`alter role ${name} password ${verifier}`);
}
