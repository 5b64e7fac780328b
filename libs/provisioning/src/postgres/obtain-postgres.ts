import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOf, scratchDirectory } from '../folder.js';
import { thisMachine, type Machine } from '../machine.js';
import { ownServer } from '../own-server.js';
import { launch } from '../process/launch.js';
import { onFreePort } from '../process/on-free-port.js';
import { endLeftovers } from '../process/records.js';
import { secretFile } from '../secret-file.js';
import { ServerUnavailable, type Server, type Wanted } from '../server.js';
import { findPostgres } from './binaries.js';
import { initialiseCluster, serverArgs, serverEnv } from './cluster.js';
import { findPlace } from './place.js';
import { ensureDatabase, postgresVersion } from './probe.js';

const DEFAULT_PORT = 5432;
const MAJOR_MIN = 16;
const SUPERUSER = 'postgres';
const DATABASE = 'strongroom';
const READY_WITHIN_MS = 60_000;
const END_WITHIN_MS = 30_000;

/**
 * Postgres 16 or newer with a database `strongroom`; the URL is the administrator's. One we start listens on 127.0.0.1
 * only and asks everybody for a password.
 *
 * @throws {ServerUnavailable} if the given server does not answer or is too old, or none could be obtained
 */
export async function obtainPostgres(wanted: Wanted, machine: Machine = thisMachine): Promise<Server> {
  const { root, given, data, say } = wanted;
  if (given !== undefined) {
    await acceptGiven(given);
    return { url: given, origin: 'given', stop: () => Promise.resolve() };
  }
  await endLeftovers(root, say);
  const binaries = await findPostgres(machine);
  const folder = folderOf(root);
  const kept = data === 'kept';
  const own = kept ? join(folder.data, 'postgres') : await scratchDirectory(folder.scratch, 'postgres');
  await mkdir(own, { recursive: true });
  const place = await findPlace(own, binaries, machine, say);
  const scratch = kept ? [] : [own, place.directory];

  return ownServer('postgres', scratch, async () => {
    const password = await secretFile(join(own, 'password'));
    const cluster = await initialiseCluster(place, { superuser: SUPERUSER, password, durable: kept });
    const ports = kept ? { preferred: [DEFAULT_PORT], rememberIn: join(own, 'port') } : { preferred: [] };
    return onFreePort(ports, async (port) => {
      const server = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}`;
      const started = await launch({
        root,
        name: 'postgres',
        layer: 'server',
        file: join(place.home, 'bin', 'postgres'),
        args: serverArgs(cluster, port, kept),
        env: serverEnv,
        cwd: place.directory,
        logFile: kept ? join(folder.logs, 'postgres.log') : join(own, 'log'),
        // Fast shutdown: ends sessions, writes a checkpoint (postgres(1)).
        signal: 'SIGINT',
        withinMs: END_WITHIN_MS,
        ...(place.user === undefined ? {} : { user: place.user }),
        scratch,
        ready: async () => (await postgresVersion(`${server}/postgres`)) !== undefined,
        readyWithinMs: READY_WITHIN_MS,
      });
      await ensureDatabase(`${server}/postgres`, DATABASE);
      return { url: `${server}/${DATABASE}`, origin: 'embedded', started };
    });
  });
}

async function acceptGiven(url: string): Promise<void> {
  const version = await postgresVersion(url);
  if (version === undefined) {
    throw new ServerUnavailable(
      'postgres',
      'DATABASE_URL was given, but no server answers there with these credentials.',
    );
  }
  if (version.major < MAJOR_MIN) {
    const needed = `version ${MAJOR_MIN} or newer is needed`;
    throw new ServerUnavailable('postgres', `DATABASE_URL is a Postgres ${version.text}; ${needed}.`);
  }
}
