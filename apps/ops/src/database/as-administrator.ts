import { entities, migrations } from '@strongroom/entities';
import { Database, databaseOptions, Transactions } from '@strongroom/persistence';
import { DataSource } from 'typeorm';
import { CommandFault, exitCode } from '../exit-code.js';

export interface AdministratorsDatabase {
  readonly dataSource: DataSource;
  readonly transactions: Transactions;
  readonly db: Database;
}

/**
 * Runs `work` on an administrator's connection, and closes it whatever happens.
 *
 * @throws {CommandFault} with the exit code of a database that cannot be reached
 */
export async function asAdministrator<T>(
  adminUrl: string,
  work: (database: AdministratorsDatabase) => Promise<T>,
): Promise<T> {
  const terms = { url: adminUrl, applicationName: 'strongroom ops', entities, migrations: [...migrations] };
  const dataSource = new DataSource(databaseOptions(terms));
  try {
    await dataSource.initialize();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandFault(`the database cannot be reached: ${reason}`, exitCode.database, { cause });
  }
  try {
    const transactions = new Transactions(dataSource);
    return await work({ dataSource, transactions, db: new Database(transactions) });
  } finally {
    await dataSource.destroy();
  }
}
