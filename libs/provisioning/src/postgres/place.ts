import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { scratchDirectory } from '../folder.js';
import type { Machine } from '../machine.js';
import type { Say } from '../say.js';
import { ServerUnavailable } from '../server.js';
import type { PostgresBinaries } from './binaries.js';
import { mayEnter, unprivilegedUser, type User } from './unprivileged-user.js';

/** Where a cluster lives and who runs it. */
export interface Place {
  /** Holds the cluster, and belongs to whoever runs the server. */
  readonly directory: string;
  /** The directory with `bin`, `lib` and `share`. */
  readonly home: string;
  /** Set when we are root: Postgres refuses to run as root. */
  readonly user?: User;
}

/** Root's own place for what an unprivileged server must reach although the clone is closed to it. */
const OUTSIDE = '/var/lib/strongroom';

/**
 * A place in which the server can work. As root that needs another user; and where that user may not enter the clone (it
 * lies in root's own home, or in a private temporary folder), programs and data are kept outside of it.
 */
export async function findPlace(
  wanted: string,
  binaries: PostgresBinaries,
  machine: Machine,
  say: Say,
): Promise<Place> {
  if (!machine.isRoot) return { directory: wanted, home: binaries.home };

  const user = await unprivilegedUser(machine, say);
  const open = (await mayEnter(user, dirname(wanted))) && (await mayEnter(user, program(binaries.home)));
  // Data that went outside once stays there, whatever the clone's mode has become since.
  const reachable = open && !existsSync(outside(wanted));
  if (!open && existsSync(join(wanted, 'cluster'))) {
    throw new ServerUnavailable(
      'postgres',
      `The user ${user.name} may not enter ${wanted} any more. Open its parents.`,
    );
  }
  const directory = reachable ? wanted : outside(wanted);
  await mkdir(directory, { recursive: true });
  await chown(directory, user.uid, user.gid);
  if (reachable) return { directory, home: binaries.home, user };

  say(`the user ${user.name} may not enter this folder, so Postgres and its data are kept in ${OUTSIDE}`);
  const home = await copyOutside(binaries, machine);
  if (!(await mayEnter(user, program(home)))) {
    throw new ServerUnavailable('postgres', `The user ${user.name} may not enter ${home} either. Set DATABASE_URL.`);
  }
  return { directory, home, user };
}

/** Where the data of a closed directory lies instead; a place of its own for each. */
export function outside(directory: string): string {
  return join(OUTSIDE, createHash('sha256').update(directory).digest('hex').slice(0, 16));
}

async function copyOutside({ version, home }: PostgresBinaries, machine: Machine): Promise<string> {
  const copy = join(OUTSIDE, `postgres-${version}`);
  if (existsSync(program(copy))) return copy;
  const fresh = await scratchDirectory(OUTSIDE, 'postgres-new');
  try {
    await cp(home, join(fresh, 'home'), { recursive: true, verbatimSymlinks: true });
    // What was installed under a strict umask is closed to others, and so would be its copy.
    await machine.run('chmod', ['-R', 'a+rX', join(fresh, 'home')]);
    // Fails if another start was faster: its copy is the same.
    await rename(join(fresh, 'home'), copy).catch(() => undefined);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return copy;
}

function program(home: string): string {
  return join(home, 'bin', 'postgres');
}
