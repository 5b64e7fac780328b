import pg, { type Pool, type PoolClient } from 'pg';

/** Made anew for each scenario. `effect` has no key on purpose: an effect that happens twice must be seen twice. */
export const tables = `
  DROP TABLE IF EXISTS outbox, inbox, effect;
  CREATE TABLE outbox (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL, sent boolean NOT NULL DEFAULT false);
  CREATE TABLE inbox (id text PRIMARY KEY);
  CREATE TABLE effect (id text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp())`;

/** Connections that end with their server end quietly, be they idle, in use or about to be closed. */
export function openPool(connectionString: string): Pool {
  const pool = new pg.Pool({ connectionString, max: 4 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  return pool;
}

/** The effect of an event and the memory that it was had, in one transaction. */
export async function effectOnce(pool: Pool, id: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rowCount } = await client.query('INSERT INTO inbox (id) VALUES ($1) ON CONFLICT DO NOTHING', [id]);
    if (rowCount === 1) await client.query('INSERT INTO effect (id) VALUES ($1)', [id]);
    await client.query('COMMIT');
    client.release();
  } catch (error) {
    await rollBack(client);
    throw error;
  }
}

async function rollBack(client: PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch {
    client.release(true);
  }
}
