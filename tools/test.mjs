// Everything CI runs, in the order in which it fails soonest; ends with the line `N passed, N failed`.
//   node tools/test.mjs            all
//   node tools/test.mjs checks     static checks only; `unit`, `integration`, `e2e` likewise
//   node tools/test.mjs proxies    real reverse proxies, which it obtains; never part of all
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = (name) => join(root, 'node_modules', '.bin', name);
const wanted = new Set(process.argv.slice(2));
const runs = (stage) => !interrupted && (wanted.size === 0 || wanted.has(stage));

/** Two at a time, as each keeps one core busy: those that take longest first. */
const checks = [
  ['lint', bin('eslint'), ['--max-warnings', '0', '.']],
  ['types, tests included', bin('tsc'), ['-p', 'tsconfig.check.json']],
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['lock file holds every platform', process.execPath, ['tools/lock-complete.mjs']],
  ['boundaries', bin('depcruise'), ['--config', '.dependency-cruiser.cjs', 'libs', 'apps', 'tools', 'e2e', 'bench']],
  ['duplicates', bin('jscpd'), ['--config', '.jscpd.json', '--silent', '--exitCode', '1']],
  ['dead code', bin('knip'), ['--no-progress']],
];

const totals = { passed: 0, failed: 0 };
const running = new Set();
/** Once somebody wants it to end, nothing more is begun; what was started is still stopped. */
let interrupted = false;

/** Where it runs beside another, what it says is printed when it ends. */
function run(title, command, args, { env = {}, beside = false } = {}) {
  const startedMs = Date.now();
  const begin = () => {
    console.log(`\n== ${title}`);
  };
  if (!beside) begin();
  return new Promise((resolve) => {
    const output = beside ? 'pipe' : 'inherit';
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...env },
    });
    running.add(child);
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(chunk));
    child.on('error', (error) => {
      console.error(`${title}: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => {
      running.delete(child);
      if (beside) begin();
      process.stdout.write(Buffer.concat(said));
      console.log(`   ${code === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
      resolve(code ?? 1);
    });
  });
}

async function check(waiting) {
  for (let next = waiting.shift(); next !== undefined && !interrupted; next = waiting.shift()) {
    const [title, command, args] = next;
    if ((await run(title, command, args, { beside: true })) === 0) totals.passed += 1;
    else totals.failed += 1;
  }
}

async function jest(project, env) {
  const report = join(root, '.strongroom', 'cache', `jest-${project}.json`);
  rmSync(report, { force: true });
  const code = await run(
    `${project} tests`,
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
      '--selectProjects',
      project,
      ...(project === 'e2e' ? ['--runInBand'] : []),
      '--json',
      `--outputFile=${report}`,
    ],
    { env },
  );
  const counts = readReport(report);
  totals.passed += counts.passed;
  // A suite that does not load has no failed test, yet it failed; and so has a run that died before it reported.
  totals.failed += Math.max(counts.failed, code === 0 ? 0 : 1);
}

function readReport(path) {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(path, 'utf8'));
    return { passed: numPassedTests, failed: Math.max(numFailedTests, numFailedTestSuites) };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    interrupted = true;
    for (const child of running) child.kill(signal);
  });
}

mkdirSync(join(root, '.strongroom', 'cache'), { recursive: true });
if (runs('checks')) {
  const waiting = [...checks];
  await Promise.all([check(waiting), check(waiting)]);
}
if (runs('unit')) await jest('unit');
if (runs('integration')) {
  const { startTestServers } = await import('@strongroom/testing');
  const servers = await startTestServers({ root, say: (line) => console.log(`   ${line}`) });
  try {
    await jest('integration', servers.environment);
  } finally {
    await servers.stop();
  }
}
if (runs('e2e')) {
  const { makeRoot, removeRoot, stopSystem } = await import('../e2e/support/system.ts');
  const E2E_ROOT = await makeRoot();
  try {
    await jest('e2e', { E2E_ROOT });
  } finally {
    // Jest's own teardown has done it already, unless it was interrupted.
    await stopSystem(E2E_ROOT);
    await removeRoot(E2E_ROOT);
  }
}
if (wanted.has('proxies')) await jest('proxies');

console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = interrupted ? 130 : totals.failed === 0 ? 0 : 1;
