import { scopes } from '@strongroom/contracts';
import { entities, migrations, seedDemo } from '@strongroom/entities';
import { Database, databaseOptions, migrate, Transactions } from '@strongroom/persistence';
import { runInContext, serviceContext } from '@strongroom/security-context';
import type { Secret } from '@strongroom/vault';
import { DataSource, type DataSourceOptions } from 'typeorm';

export const DEMO_TENANT = 'demo';

/** Runs `work` on an administrator's connection, and closes it whatever happens. */
export async function asAdministrator<T>(adminUrl: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const options = databaseOptions({
    url: adminUrl,
    applicationName: 'strongroom ops',
    entities,
    migrations: [...migrations],
  });
  // An administrator named as one of our schemas would else have that one searched first.
  const dataSource = new DataSource({ ...options, schema: 'public' } as DataSourceOptions);
  await dataSource.initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** Brings the schema up to date and returns the names of the migrations that ran. */
export function migrateDatabase(adminUrl: string): Promise<readonly string[]> {
  return asAdministrator(adminUrl, migrate);
}

/** Makes the demo tenant and its clients, or brings them up to date. */
export function seedDatabase(adminUrl: string, clientSecret: Secret): Promise<void> {
  return asAdministrator(adminUrl, (dataSource) => {
    const transactions = new Transactions(dataSource);
    const seed = { clientSecret: clientSecret.reveal(), scopes };
    return runInContext(serviceContext('ops', DEMO_TENANT), () =>
      transactions.run(() => seedDemo(new Database(transactions), seed)),
    );
  });
}
