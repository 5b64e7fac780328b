// The first step of `npm start` and every other npm script: brings a fresh clone to where it can run, says what it does,
// then hands over. It has no dependencies and works on Node 20.9 or newer, because neither is there before it has run.
//   node tools/run.mjs up --replicas 2
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const bin = join(modules, '.bin');
const cache = join(root, '.strongroom', 'cache');
const NODE_MIN = [24, 11];

/** What is none of these is a command of the `strongroom` CLI. */
const scripts = {
  test: 'tools/test.mjs',
  tour: 'e2e/tour/main.ts',
  bench: 'bench/main.ts',
  conformance: 'libs/messaging/test/conformance/main.ts',
  robustness: 'e2e/robustness/main.ts',
};

class Stop extends Error {
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function digest(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Runs a command to its end; its output goes to stderr, because stdout belongs to the command that comes last. */
function run(what, file, args) {
  const { status, signal, error } = spawnSync(file, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (error !== undefined) throw new Stop(`${what} could not be started: ${error.message}`, 1);
  if (signal === 'SIGINT') throw new Stop(`${what} was interrupted`, 130);
  if (status !== 0) throw new Stop(`${what} failed; what is wrong is printed above`, 1);
}

/** Installs what the lock file names, unless exactly that is installed. */
function install() {
  const wanted = digest(readFileSync(join(root, 'package-lock.json')), process.platform, process.arch);
  const stamp = join(modules, '.strongroom-lock');
  if (read(stamp) === wanted) return;
  say('installing the packages that package-lock.json names into node_modules (npm ci)');
  // The machine's own Node: the one below node_modules is about to be replaced.
  const { npm_execpath: npm, npm_node_execpath: node = process.execPath } = process.env;
  if (npm?.endsWith('.js')) run('npm ci', node, [npm, 'ci', '--loglevel=error']);
  else run('npm ci', 'npm', ['ci', '--loglevel=error']);
  writeFileSync(stamp, wanted);
}

/** The Node that runs everything from here on: the one that npm installed, else this machine's if it is new enough. */
function findNode() {
  const installed = join(bin, 'node');
  const found = [installed, process.execPath].find((file) => isNewEnough(file));
  if (found !== undefined) return found;
  throw new Stop(
    `Node ${NODE_MIN.join('.')} or newer is needed, and this is ${process.version}. ` +
      'On Linux (x64, arm64, glibc) npm installs it by itself; here, install it from nodejs.org.',
    2,
  );
}

function isNewEnough(file) {
  const { stdout, status } = spawnSync(file, ['--version'], { encoding: 'utf8' });
  if (status !== 0) return false;
  const [major, minor] = stdout.trim().slice(1).split('.').map(Number);
  return major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1]);
}

function workspaces() {
  return ['libs', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .map((name) => join(folder, name))
      .filter((room) => existsSync(join(root, room, 'tsconfig.json'))),
  );
}

/** Builds every workspace, unless nothing has changed since the last build. */
function build(node) {
  const rooms = workspaces();
  const state = digest(...rooms.flatMap((room) => fingerprint(room)), JSON.stringify(statOf('tsconfig.json')));
  const stamp = join(cache, 'build-stamp');
  const built = rooms.every((room) => existsSync(join(root, room, 'dist')));
  if (built && read(stamp) === state) return;
  say('building (tsc -b)');
  run('the build', node, [join(modules, 'typescript', 'bin', 'tsc'), '-b', ...rooms]);
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, state);
}

/** Names, sizes and times of what a build reads. */
function fingerprint(room) {
  const sources = readdirSync(join(root, room, 'src'), { recursive: true }).map((name) => join(room, 'src', name));
  return [join(room, 'tsconfig.json'), join(room, 'package.json'), ...sources.sort()].map((file) =>
    JSON.stringify([file, ...statOf(file)]),
  );
}

function statOf(file) {
  const { size, mtimeMs } = statSync(join(root, file));
  return [size, mtimeMs];
}

/** Hands over: same terminal, signals passed on, its exit code is ours. */
function handOver(node, command, args) {
  const script = scripts[command];
  const target = script === undefined ? [join(root, 'apps/ops/dist/main.js'), command] : [join(root, script)];
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
  const child = spawn(node, [...target, ...args], { cwd: root, env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    say(error.message);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

try {
  const [command = 'up', ...args] = process.argv.slice(2);
  install();
  const node = findNode();
  build(node);
  handOver(node, command, args);
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  say(error.message);
  process.exitCode = error.exitCode;
}
