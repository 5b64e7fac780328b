import { databaseLogins, endLeftovers, prepareRoles, type Say } from '@strongroom/provisioning';
import { openSecretStore, type Secret, type SecretStore } from '@strongroom/vault';
import { DEMO_TENANT, migrateDatabase, seedDatabase } from '../database/prepare-database.js';
import { CommandFault, exitCode } from '../exit-code.js';
import { writeEnvFile } from '../settings/env-file.js';
import { IssuedUrls } from '../settings/issued-urls.js';
import { allReady } from '../supervisor/all-ready.js';
import { handedOnSettings } from '../settings/settings.js';
import { PortBook } from '../supervisor/port-book.js';
import { PortTaken, SupervisedProcess } from '../supervisor/supervised-process.js';
import { keptSecret } from './kept-secret.js';
import { planProcesses } from './plan-processes.js';
import { allowServices } from './redis-users.js';
import { RunningSystem } from './running-system.js';
import { DEMO_CLIENT, seedStock } from './seed-stock.js';
import { obtainServers, type GivenServers, type Servers } from './servers.js';
import { withoutLogin, withSomeLogin } from './urls.js';

export interface UpTerms {
  readonly root: string;
  readonly replicas: number;
  readonly given: GivenServers;
  readonly say: Say;
  /** Aborted when somebody asks to stop. */
  readonly stopping: AbortSignal;
}

const READY_WITHIN_MS = 120_000;
const DRAIN_LIMIT_MS = 10_000;
const END_WITHIN_MS = DRAIN_LIMIT_MS + 5_000;
const PORT_ATTEMPTS = 3;

/** Brings the whole system up. What was started is ended again if any of it cannot come up, or `stopping` aborts. */
export async function bringUp(terms: UpTerms): Promise<RunningSystem> {
  const { root, given, say } = terms;
  await endLeftovers(root, say);
  say('starting Postgres, Redis and OpenBao');
  const servers = await obtainServers(root, given, say);
  let system = new RunningSystem(servers, [], say);
  try {
    const clientSecret = await prepare(servers, terms);
    const { processes, gatewayUrls, feedUrls } = await startProcesses(servers, terms);
    system = new RunningSystem(servers, processes, say);
    await seedStock(gatewayUrls[0] ?? '', clientSecret);
    await publish(root, servers, { gatewayUrls, feedUrls }, clientSecret);
    return system;
  } catch (error) {
    await system.end();
    throw error;
  }
}

interface StartedProcesses {
  readonly processes: readonly SupervisedProcess[];
  readonly gatewayUrls: readonly string[];
  readonly feedUrls: readonly string[];
}

/** Starts every process and waits until all serve; with other ports if one of those chosen was taken meanwhile. */
async function startProcesses(servers: Servers, terms: UpTerms, attempt = 1): Promise<StartedProcesses> {
  const { root, replicas, say, stopping } = terms;
  const { url: vaultAddress, logins } = servers.openbao.server;
  const around = { root, replicas, vaultAddress, logins, drainLimitMs: DRAIN_LIMIT_MS, handedOn: handedOnSettings() };
  const plan = await planProcesses({ ...around, ...urlsForServices(servers) }, new PortBook());
  throwIfStopping(stopping);
  const processes = [plan.simulator, ...plan.services].map(
    (each) => new SupervisedProcess(each, { root, say, endWithinMs: END_WITHIN_MS }),
  );
  say(`starting ${processes.length} processes`);
  try {
    for (const process of processes) process.start();
    await allReady(processes, READY_WITHIN_MS, stopping);
    return { processes, gatewayUrls: plan.gatewayUrls, feedUrls: plan.feedUrls };
  } catch (error) {
    await Promise.all(processes.map((process) => process.end()));
    if (!(error instanceof PortTaken) || attempt === PORT_ATTEMPTS) throw error;
    say(`${error.message}; starting again with others`);
    return startProcesses(servers, terms, attempt + 1);
  }
}

/** What the services find on their start: roles, schema, logins, a tenant with a client. Returns the client's secret. */
async function prepare(servers: Servers, { say, stopping }: UpTerms): Promise<Secret> {
  const { postgres, redis, openbao } = servers;
  const adminUrl = postgres.server.url;
  const { url: address, provisioner: login } = openbao.server;
  const opened = await openSecretStore({ address, login });
  const { store } = opened;
  try {
    throwIfStopping(stopping);
    await prepareRoles(adminUrl, await databaseLogins(store));
    const ran = await migrateDatabase(adminUrl);
    if (ran.length > 0) say(`migrated the database: ${ran.join(', ')}`);
    if (redis.server.origin !== 'given') await allowServices(redis.server.url, store);
    await keptSecret(store, 'services/order-processing/stripe', 'api_key', {}, () => 'sk_test_simulator');
    throwIfStopping(stopping);
    return await seed(adminUrl, store);
  } finally {
    await opened.close();
  }
}

async function seed(adminUrl: string, store: SecretStore): Promise<Secret> {
  const clientSecret = await keptSecret(store, 'services/ops/demo-client', 'client_secret');
  await seedDatabase(adminUrl, clientSecret);
  return clientSecret;
}

/** Each service has logins of its own, in the secret store; at a Redis that was given it uses the URL as it is. */
function urlsForServices({ postgres, redis }: Servers): { readonly databaseUrl: string; readonly redisUrl: string } {
  const { url, origin } = redis.server;
  return {
    databaseUrl: withoutLogin(postgres.server.url),
    redisUrl: origin === 'given' ? withSomeLogin(url) : withoutLogin(url),
  };
}

async function publish(
  root: string,
  { postgres, redis, openbao }: Servers,
  { gatewayUrls, feedUrls }: { readonly gatewayUrls: readonly string[]; readonly feedUrls: readonly string[] },
  clientSecret: Secret,
): Promise<void> {
  const issued = await IssuedUrls.read(root);
  const servers = [postgres.server, redis.server, openbao.server];
  await issued.add(servers.filter(({ origin }) => origin !== 'given').map(({ url }) => url));
  await writeEnvFile(root, {
    DATABASE_URL: postgres.server.url,
    REDIS_URL: redis.server.url,
    VAULT_ADDR: openbao.server.url,
    VAULT_ROLE_ID_FILE: openbao.server.logins.ops.roleIdFile,
    VAULT_SECRET_ID_FILE: openbao.server.logins.ops.secretIdFile,
    GATEWAY_URLS: gatewayUrls.join(','),
    REVOCATION_FEED_URLS: feedUrls.join(','),
    DEMO_TENANT,
    DEMO_CLIENT_ID: DEMO_CLIENT,
    DEMO_CLIENT_SECRET: clientSecret.reveal(),
    STRONGROOM_CLIENT_ID: DEMO_CLIENT,
    STRONGROOM_CLIENT_SECRET: clientSecret.reveal(),
    DEMO_SHORT_CLIENT_ID: `${DEMO_CLIENT}-short`,
  });
}

function throwIfStopping(stopping: AbortSignal): void {
  if (stopping.aborted) throw new CommandFault('interrupted while starting', exitCode.interrupted);
}
