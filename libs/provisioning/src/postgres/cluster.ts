import { execFile } from 'node:child_process';
import { access, chown, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Place } from './place.js';

export interface ClusterWish {
  readonly superuser: string;
  readonly password: string;
  /** Whether data must survive a crash of the machine. */
  readonly durable: boolean;
}

/** Makes the cluster in a place, unless it is there. Returns its directory. */
export async function initialiseCluster(place: Place, wish: ClusterWish): Promise<string> {
  const { directory, home, user } = place;
  const cluster = join(directory, 'cluster');
  if (await exists(join(cluster, 'PG_VERSION'))) return cluster;

  // Made beside its place and moved there whole: an interrupted initdb is not taken for a cluster.
  const fresh = join(directory, 'cluster.new');
  const passwordFile = join(directory, 'initdb-password');
  await rm(fresh, { recursive: true, force: true });
  await writeFile(passwordFile, wish.password, { mode: 0o600 });
  if (user !== undefined) await chown(passwordFile, user.uid, user.gid);
  try {
    const args = [
      `--pgdata=${fresh}`,
      `--username=${wish.superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      // The built-in provider sorts alike on every system, whatever its C library: an index survives a move.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(wish.durable ? [] : ['--no-sync']),
    ];
    await promisify(execFile)(join(home, 'bin', 'initdb'), args, { env: serverEnv, cwd: directory, ...user });
    await rename(fresh, cluster);
  } finally {
    await rm(passwordFile, { force: true });
  }
  return cluster;
}

/** Postgres takes settings from PG* variables: it is given none of ours. */
export const serverEnv = { LC_ALL: 'C', TZ: 'UTC' };

export function serverArgs(cluster: string, port: number, durable: boolean): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    // A socket's path may not be longer than 107 bytes; a clone's may.
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return [
    '-D',
    cluster,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ];
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
