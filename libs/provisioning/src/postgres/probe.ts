import { Client } from 'pg';

export interface PostgresVersion {
  readonly text: string;
  readonly major: number;
}

const ANSWER_WITHIN_MS = 2_000;

/** The version of the server at `url`; undefined if it does not answer or refuses the credentials in it. */
export async function postgresVersion(url: string): Promise<PostgresVersion | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: ANSWER_WITHIN_MS });
  // Raised when the server ends the connection; the query that waits rejects as well.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    const text = rows[0]?.server_version ?? '';
    return { text, major: Number.parseInt(text, 10) };
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Makes the database in `url` if it is not there, over the server's `postgres` database. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: ANSWER_WITHIN_MS });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
