import { scopes } from '@strongroom/contracts';
import { seedDemo } from '@strongroom/entities';
import { migrate } from '@strongroom/persistence';
import { runInContext, serviceContext } from '@strongroom/security-context';
import type { Secret } from '@strongroom/vault';
import { asAdministrator } from './as-administrator.js';

export const DEMO_TENANT = 'demo';

/** Brings the schema up to date and returns the names of the migrations that ran. */
export function migrateDatabase(adminUrl: string): Promise<readonly string[]> {
  return asAdministrator(adminUrl, ({ dataSource }) => migrate(dataSource));
}

/** Makes the demo tenant and its clients, or brings them up to date. */
export function seedDatabase(adminUrl: string, clientSecret: Secret): Promise<void> {
  const seed = { clientSecret: clientSecret.reveal(), scopes };
  return asAdministrator(adminUrl, ({ transactions, db }) =>
    runInContext(serviceContext('ops', DEMO_TENANT), () => transactions.run(() => seedDemo(db, seed))),
  );
}
