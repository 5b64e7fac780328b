import { execFile } from 'node:child_process';
import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Surroundings } from '../frame/suite.ts';

const run = promisify(execFile);

/** Heavier than the project itself, so they are installed when this suite is first run, below `.strongroom/`. */
const plainPeers = {
  secretlint: {
    '@secretlint/core': '13.1.0',
    '@secretlint/secretlint-rule-preset-recommend': '13.1.0',
  },
  openredaction: { openredaction: '1.1.5' },
  'redact-pii': { 'redact-pii': '3.4.0' },
  '@arcjet/redact': { '@arcjet/redact': '1.12.0' },
  obscenity: { obscenity: '0.4.6' },
  '@datadog/native-appsec': { '@datadog/native-appsec': '11.0.3' },
} as const;

/** Its install script fetches or compiles its native part: the only one whose scripts are run. */
const nativePeers = {
  're2, 12 patterns one by one': { re2: '1.27.1' },
  'RE2.Set, 12 patterns': { re2: '1.27.1' },
} as const;

/** Compiling takes two minutes of an idle machine. */
const INSTALL_MS_MAX = 600_000;

export interface Peers {
  /** Where each is installed, by the name of its engine. */
  readonly folders: Readonly<Record<string, string>>;
  /** Why each of the others is not. */
  readonly missing: Readonly<Record<string, string>>;
  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
}

export async function obtainPeers({ root, say }: Surroundings): Promise<Peers> {
  const home = join(root, '.strongroom', 'bench-peers');
  const folders: Record<string, string> = {};
  const missing: Record<string, string> = {};
  const versions: Record<string, string> = {};
  const groups = [
    ...Object.entries(plainPeers).map(([name, packages]) => ({ names: [name], packages, scripts: false })),
    { names: Object.keys(nativePeers), packages: nativePeers['RE2.Set, 12 patterns'], scripts: true },
  ];
  for (const { names, packages, scripts } of groups) {
    const folder = join(home, Object.keys(packages)[0]?.replace(/\W+/g, '-') ?? '');
    const fault = await install(folder, packages, { scripts, say });
    for (const name of names) {
      if (fault === undefined) folders[name] = folder;
      else missing[name] = fault;
    }
    if (fault === undefined) Object.assign(versions, packages);
  }
  return { folders, missing, versions };
}

/** Answers with the reason if it cannot be had. What is there in the versions wanted is left alone. */
async function install(
  folder: string,
  packages: Readonly<Record<string, string>>,
  { scripts, say }: { readonly scripts: boolean; readonly say: Surroundings['say'] },
): Promise<string | undefined> {
  const stamp = join(folder, 'installed.json');
  const wanted = JSON.stringify(packages);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return undefined;
  const named = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  say(`installing ${named.join(', ')} for this suite, below .strongroom/`);
  await mkdir(folder, { recursive: true });
  const manifest = { private: true, allowScripts: Object.fromEntries(named.map((name) => [name, scripts])) };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const options = ['--save-exact', '--no-audit', '--no-fund', '--loglevel=error'];
  // Headers of another Node.js, which a machine may have set for all that it compiles, give what this one cannot load.
  options.push(scripts ? `--nodedir=${join(dirname(process.execPath), '..')}` : '--ignore-scripts');
  try {
    await npm(['install', ...options, ...named], folder);
    if (scripts) for (const name of Object.keys(packages)) createRequire(join(folder, 'package.json'))(name);
    await writeFile(stamp, wanted);
    return undefined;
  } catch (error) {
    const reason = reasonOf(error);
    say(`${named.join(', ')} cannot be installed here: ${reason}`);
    return reason;
  }
}

/** The first line that says what went wrong, without the paths of this machine. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('killed' in error && error.killed === true) return `npm install took longer than ${INSTALL_MS_MAX / 1_000} s`;
  const told = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr : error.message;
  const line = told.split('\n').find((each) => /error/i.test(each)) ?? error.message.split('\n')[0] ?? error.name;
  return line.replaceAll(/\/[\w./-]+/g, '…').slice(0, 200);
}

/** Under the Node that runs this: what is compiled is compiled for it. */
async function npm(args: readonly string[], cwd: string): Promise<void> {
  const { stdout } = await run('sh', ['-c', 'command -v npm']);
  await run(process.execPath, [await realpath(stdout.trim()), ...args], { cwd, timeout: INSTALL_MS_MAX });
}
