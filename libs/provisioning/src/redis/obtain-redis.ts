import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOf, privateDirectory, scratchDirectory } from '../folder.js';
import { thisMachine, type Machine } from '../machine.js';
import { ownServer } from '../own-server.js';
import { launch } from '../process/launch.js';
import { onFreePort } from '../process/on-free-port.js';
import { endLeftovers } from '../process/records.js';
import { secretFile } from '../secret-file.js';
import { ServerUnavailable, type Server, type Wanted } from '../server.js';
import { defaultUser, redisConfig } from './config.js';
import { redisProgram } from './program.js';
import { redisAnswers, redisVersion } from './probe.js';

const DEFAULT_PORT = 6379;
const READY_WITHIN_MS = 15_000;
const END_WITHIN_MS = 10_000;

/**
 * Redis or Valkey 7 or newer. One we start listens on 127.0.0.1 only, and its `default` user has a random password:
 * on a machine with more users than one, an open port is everybody's.
 *
 * @throws {ServerUnavailable} if the given server does not answer or is too old, or none could be obtained
 */
export async function obtainRedis(wanted: Wanted, machine: Machine = thisMachine): Promise<Server> {
  const { root, given, data, say } = wanted;
  if (given !== undefined) {
    await acceptGiven(given);
    return { url: given, origin: 'given', stop: () => Promise.resolve() };
  }
  await endLeftovers(root, say);
  const folder = folderOf(root);
  const kept = data === 'kept';
  const directory = kept ? join(folder.data, 'redis') : await scratchDirectory(folder.scratch, 'redis');
  await privateDirectory(directory);
  const scratch = kept ? [] : [directory];

  return ownServer('redis', scratch, async () => {
    const program = await redisProgram({ root, directory, machine, say });
    const password = await secretFile(join(directory, 'password'));
    const ports = kept ? { preferred: [DEFAULT_PORT], rememberIn: join(directory, 'port') } : { preferred: [] };
    return onFreePort(ports, async (port) => {
      const url = `redis://default:${password}@127.0.0.1:${port}`;
      const config = join(directory, 'server.conf');
      const aclFile = join(directory, 'users.acl');
      // Users that were added and saved stay over a restart.
      if (!existsSync(aclFile)) await writeFile(aclFile, defaultUser(password), { mode: 0o600 });
      await writeFile(config, redisConfig({ port, directory, kept, aclFile }), { mode: 0o600 });
      const started = await launch({
        root,
        name: 'redis',
        layer: 'server',
        file: program.file,
        args: [...program.args, config],
        env: { LC_ALL: 'C' },
        logFile: kept ? join(folder.logs, 'redis.log') : join(directory, 'log'),
        signal: 'SIGTERM',
        withinMs: END_WITHIN_MS,
        scratch,
        ready: () => redisAnswers(url),
        readyWithinMs: READY_WITHIN_MS,
      });
      return { url, origin: program.origin, started };
    });
  });
}

async function acceptGiven(url: string): Promise<void> {
  const version = await redisVersion(url);
  if (version === undefined) {
    throw new ServerUnavailable('redis', 'REDIS_URL was given, but no server answers there with these credentials.');
  }
  if (version.major < 7) {
    throw new ServerUnavailable('redis', `REDIS_URL is a Redis ${version.text}; version 7 or newer is needed.`);
  }
}
