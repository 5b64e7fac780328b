import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Secret, VaultClient, type RetryPolicy, type VaultLogin } from '@strongroom/vault';
import { folderOf, privateDirectory, scratchDirectory } from '../folder.js';
import { freePort } from '../free-port.js';
import { thisMachine, type Machine } from '../machine.js';
import { ownServer } from '../own-server.js';
import { launch } from '../process/launch.js';
import { onFreePort } from '../process/on-free-port.js';
import { endLeftovers } from '../process/records.js';
import { secretFile } from '../secret-file.js';
import { ServerUnavailable, type Server, type Wanted } from '../server.js';
import { arrangeStore, ensureAppRole, type AppRoleFiles } from './arrange.js';
import { openBaoConfig } from './config.js';
import type { VaultRole } from './policies.js';
import { openBaoProgram } from './program.js';

const DEFAULT_PORT = 8200;
const READY_WITHIN_MS = 60_000;
const END_WITHIN_MS = 15_000;
/** While it starts, one look must not wait for the client's own retries. */
const ONE_LOOK: RetryPolicy = { overallMs: 5_000, attemptMs: 5_000, retries: 0, firstWaitMs: 0, waitMsMax: 0 };
/** A new mount refuses everything for its first moments. */
const PATIENT: RetryPolicy = { overallMs: 30_000, attemptMs: 10_000, retries: 100, firstWaitMs: 50, waitMsMax: 500 };

export interface WantedOpenBao extends Wanted {
  /** A token that may arrange the given store (mounts, policies, AppRoles); needed with `given` only. */
  readonly givenToken?: Secret | undefined;
}

export interface OpenBaoServer extends Server {
  /** How each service logs in. */
  readonly logins: Readonly<Record<VaultRole, AppRoleFiles>>;
  /** May arrange the store and write below `services/`, for preparing what services find there on their first start. */
  readonly provisioner: VaultLogin;
}

/**
 * OpenBao with KV version 2 at `secret` and a policy and AppRole for each service. One we start keeps its data in raft
 * storage, unseals itself with a key file and never has a root token.
 *
 * @throws {ServerUnavailable} if the given server cannot be arranged, or none could be obtained
 */
export async function obtainOpenBao(wanted: WantedOpenBao, machine: Machine = thisMachine): Promise<OpenBaoServer> {
  const { root, given, data, say } = wanted;
  const folder = folderOf(root);
  if (given !== undefined) {
    const server: Server = { url: given, origin: 'given', stop: () => Promise.resolve() };
    // Logins belong to one store; a clone may be shown several.
    const logins = `openbao-${createHash('sha256').update(given).digest('hex').slice(0, 12)}`;
    return arranged(server, tokenLogin(wanted.givenToken), join(folder.data, logins));
  }
  await endLeftovers(root, say);
  const kept = data === 'kept';
  const directory = kept ? join(folder.data, 'openbao') : await scratchDirectory(folder.scratch, 'openbao');
  await privateDirectory(directory);
  const provisioner = await provisionerFiles(directory);
  const scratch = kept ? [] : [directory];

  const server = await ownServer('openbao', scratch, async () => {
    const program = await openBaoProgram({ root, directory, machine, say });
    await forgetUnfinished(directory);
    const sealKeyFile = await sealKey(directory);
    const raftDirectory = join(directory, 'raft');
    await privateDirectory(raftDirectory);
    const ports = kept ? { preferred: [DEFAULT_PORT], rememberIn: join(directory, 'port') } : { preferred: [] };
    return onFreePort(ports, async (port) => {
      const url = `http://127.0.0.1:${port}`;
      const configFile = join(directory, 'server.json');
      const config = { port, clusterPort: await freePort([port + 1]), raftDirectory, sealKeyFile, provisioner };
      await writeFile(configFile, openBaoConfig(config), { mode: 0o600 });
      const started = await launch({
        root,
        name: 'openbao',
        layer: 'server',
        file: program.file,
        args: [...program.args, 'server', `-config=${configFile}`],
        env: { LC_ALL: 'C' },
        cwd: directory,
        logFile: kept ? join(folder.logs, 'openbao.log') : join(directory, 'log'),
        signal: 'SIGTERM',
        withinMs: END_WITHIN_MS,
        scratch,
        ready: () => letsIn(url, provisioner),
        readyWithinMs: READY_WITHIN_MS,
      });
      await writeFile(join(directory, 'initialised'), '');
      return { url, origin: program.origin, started };
    });
  });
  return arranged(server, provisioner, join(directory, 'logins'));
}

async function arranged(server: Server, provisioner: VaultLogin, directory: string): Promise<OpenBaoServer> {
  try {
    const client = await VaultClient.open({ address: server.url, login: provisioner, retry: PATIENT });
    try {
      if (server.origin === 'given') await ensureAppRole(client);
      return { ...server, provisioner, logins: await arrangeStore(client, server.url, directory) };
    } finally {
      await client.close();
    }
  } catch (cause) {
    await server.stop();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ServerUnavailable('openbao', `The secret store at ${server.url} cannot be arranged: ${reason}`, {
      cause,
    });
  }
}

function tokenLogin(token: Secret | undefined): VaultLogin {
  if (token !== undefined) return { method: 'token', token };
  throw new ServerUnavailable(
    'openbao',
    'VAULT_ADDR was given without VAULT_TOKEN. A token is needed that may write mounts, policies and AppRoles there.',
  );
}

/** A first start that was cut off leaves storage that never unseals, and nothing in it yet: it begins again. */
async function forgetUnfinished(directory: string): Promise<void> {
  if (existsSync(join(directory, 'initialised'))) return;
  await rm(join(directory, 'raft'), { recursive: true, force: true });
}

async function sealKey(directory: string): Promise<string> {
  const file = join(directory, 'seal.key');
  if (!existsSync(file)) await writeFile(file, randomBytes(32), { mode: 0o400 });
  return file;
}

async function provisionerFiles(directory: string): Promise<AppRoleFiles> {
  const roleIdFile = join(directory, 'provisioner-role-id');
  const secretIdFile = join(directory, 'provisioner-secret-id');
  await Promise.all([secretFile(roleIdFile), secretFile(secretIdFile)]);
  return { method: 'approle', roleIdFile, secretIdFile };
}

async function letsIn(address: string, login: VaultLogin): Promise<boolean> {
  try {
    await (await VaultClient.open({ address, login, retry: ONE_LOOK })).close();
    return true;
  } catch {
    return false;
  }
}
