import { type DataSource, type QueryRunner } from 'typeorm';
import { databaseError } from '../connection/database-error.js';

/** Any number that only this project uses. */
const MIGRATION_LOCK = 7_305_512_864;
const LOCK_WAIT_MS_MAX = 60_000;

/**
 * Runs the migrations that this database has not seen, each in its own transaction, and returns their names. Whoever comes at
 * the same time waits, at most a minute, and then finds nothing to do.
 */
export async function migrate(dataSource: DataSource): Promise<readonly string[]> {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query(`SELECT set_config('lock_timeout', $1, false), set_config('statement_timeout', $1, false)`, [
      String(LOCK_WAIT_MS_MAX),
    ]);
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const ran = await dataSource.runMigrations();
    return ran.map((migration) => migration.name);
  } catch (error) {
    throw databaseError(error);
  } finally {
    await unlock(lock);
  }
}

/** The lock and the settings belong to the session, not to a transaction: both are undone before the pool gets it back. */
async function unlock(lock: QueryRunner): Promise<void> {
  try {
    await lock.query('SELECT pg_advisory_unlock_all()');
    await lock.query('RESET ALL');
  } finally {
    await lock.release();
  }
}
