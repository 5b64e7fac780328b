import { databaseRoles, type DatabaseRole, type DatabaseService } from '@strongroom/entities';
import { Secret, type SecretStore } from '@strongroom/vault';
import { randomSecret } from '../secret-file.js';

export interface DatabaseLogin {
  readonly username: DatabaseRole;
  readonly password: Secret;
}

/** Each service's database login: from the secret store at `services/<service>/database`, made on the first call. */
export async function databaseLogins(store: SecretStore): Promise<Readonly<Record<DatabaseService, DatabaseLogin>>> {
  const services = Object.keys(databaseRoles) as DatabaseService[];
  const logins = await Promise.all(services.map(async (service) => [service, await login(store, service)] as const));
  return Object.fromEntries(logins) as Record<DatabaseService, DatabaseLogin>;
}

async function login(store: SecretStore, service: DatabaseService): Promise<DatabaseLogin> {
  const username = databaseRoles[service].role;
  const path = `services/${service}/database`;
  const stored = await store.read(path);
  const known = stored?.data['password'];
  if (known !== undefined) return { username, password: known };
  const password = Secret.of(randomSecret());
  const cas = (await store.history(path))?.currentVersion ?? 0;
  await store.write(path, { username, password }, { cas });
  return { username, password };
}
