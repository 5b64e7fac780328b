import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv, promisify } from 'node:util';

const run = promisify(execFile);
const clone = join(import.meta.dirname, '..', '..');
const strongroom = join(clone, 'apps', 'ops', 'dist', 'main.js');

/** A system of the tests' own, started by the command that a user types, in a folder of its own. */
export interface System {
  readonly root: string;
  readonly gateways: readonly string[];
  /** What `up` wrote for shells. */
  readonly env: Readonly<Record<string, string>>;
}

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder for one system; what was downloaded once is shared. */
export async function makeRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'strongroom e2e '));
  await mkdir(join(root, '.strongroom'));
  await mkdir(join(clone, '.strongroom', 'tools'), { recursive: true });
  await symlink(join(clone, '.strongroom', 'tools'), join(root, '.strongroom', 'tools'));
  return root;
}

/** Runs the command line as a user would; a failure is an exit code, not an exception. */
export async function strongroomCli(
  root: string,
  args: readonly string[],
  stdin = '',
  more: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  try {
    const running = run(process.execPath, [strongroom, ...args], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], STRONGROOM_ROOT: root, NO_COLOR: '1', ...more },
      maxBuffer: 2 ** 26,
    });
    running.child.stdin?.end(stdin);
    const { stdout, stderr } = await running;
    return { exitCode: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
    return { exitCode: typeof code === 'number' ? code : 1, stdout, stderr };
  }
}

/** `more`: what the shell says beside. */
export async function startSystem(
  root: string,
  replicas: number,
  more: Readonly<Record<string, string>> = {},
): Promise<System> {
  const up = await strongroomCli(root, ['up', '--detach', '--replicas', String(replicas)], '', more);
  if (up.exitCode !== 0) throw new Error(`up failed with ${up.exitCode}:\n${up.stdout}\n${up.stderr}`);
  return readSystem(root);
}

export async function readSystem(root: string): Promise<System> {
  const env = parseEnv(await readFile(join(root, '.strongroom', 'env'), 'utf8')) as Record<string, string>;
  return { root, env, gateways: (env['GATEWAY_URLS'] ?? '').split(',') };
}

export async function stopSystem(root: string): Promise<Ran> {
  return strongroomCli(root, ['stop']);
}

export async function removeRoot(root: string): Promise<void> {
  await strongroomCli(root, ['reset']);
  await rm(root, { recursive: true, force: true });
}

/** The system that the whole test run shares. */
export function sharedSystem(): Promise<System> {
  const root = process.env['E2E_ROOT'];
  if (root === undefined) throw new Error('E2E_ROOT is not set: run `npm test -- e2e`');
  return readSystem(root);
}
