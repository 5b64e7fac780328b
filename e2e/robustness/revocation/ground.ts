import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { openOwnKey, ServiceKeys } from '@strongroom/platform';
import {
  type AppRoleFiles,
  databaseLogins,
  obtainOpenBao,
  obtainPostgres,
  prepareRoles,
} from '@strongroom/provisioning';
import { Secret, VaultClient, type VaultLogin, VaultSecretStore } from '@strongroom/vault';
import pg from 'pg';
import { redisProgram, type RedisProgram } from '../own-redis.ts';
import { type RunTerms } from '../scenario.ts';
import { OwnPostgres } from './own-postgres.ts';
import { pemOf, type RevocationTerms } from './terms.ts';

/** What the scenarios of a run share: the database with its schema, the secret store with its keys. */
export interface Ground {
  readonly run: RunTerms;
  readonly postgres: OwnPostgres;
  readonly redis: RedisProgram;
  readonly revocation: AppRoleFiles;
  readonly shared: Omit<RevocationTerms, 'folder' | 'seed'>;
  readonly close: () => Promise<void>;
}

const root = join(import.meta.dirname, '..', '..', '..');

export async function openGround(run: RunTerms): Promise<Ground> {
  const wanted = { root, data: 'scratch', say: run.say } as const;
  const redis = await redisProgram(root, run.say);
  const server = await obtainPostgres(wanted);
  const vault = await obtainOpenBao(wanted);
  const open = (login: VaultLogin): Promise<VaultClient> => VaultClient.open({ address: vault.url, login });
  const provisioner = await open(vault.provisioner);
  const logins = new VaultSecretStore(provisioner);
  await prepareRoles(server.url, await databaseLogins(logins));
  // The scenarios' Redis knows nobody: its default user takes any password.
  await logins.write('services/revocation/redis', { username: 'default', password: Secret.of('any') }, { cas: 0 });
  await provisioner.close();
  await migrate(server.url);
  await keepCommits(server.url);
  const { revocation, gateway } = vault.logins;
  const client = await open(revocation);
  const store = new VaultSecretStore(client);
  const { keyId, privateKey } = await openOwnKey(store, 'revocation', 'signing');
  await ServiceKeys.open('revocation', store);
  await client.close();
  const postgres = await OwnPostgres.adopt(server);
  return {
    ...{ run, postgres, redis, revocation },
    shared: { vaultAddress: vault.url, gateway, signingKey: { keyId, pem: pemOf(privateKey) } },
    close: async () => {
      await postgres.end();
      await server.stop();
      await vault.stop();
    },
  };
}

/** A scratch server acknowledges before it writes; here a kill -9 must lose nothing that was acknowledged. */
async function keepCommits(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const name = client.escapeIdentifier(new URL(url).pathname.slice(1));
  await client.query(`ALTER DATABASE ${name} SET synchronous_commit = on`);
  await client.end();
}

/** As an operator does it. */
async function migrate(url: string): Promise<void> {
  const ops = join(root, 'apps', 'ops', 'dist', 'main.js');
  await promisify(execFile)(process.execPath, [ops, 'migrate', '--database-url', url]);
}
