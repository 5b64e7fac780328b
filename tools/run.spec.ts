import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { appendFileSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

const INSTALL_WITHIN_MS = 60_000;

/** A clone in small, with a compiler that only notes that it ran, so that no registry is needed. */
const files = {
  'package.json': JSON.stringify({ name: 'small', private: true, workspaces: ['libs/*', 'apps/*', 'fakes/*'] }),
  'tsconfig.json': '{}',
  'fakes/typescript/package.json': JSON.stringify({ name: 'typescript', version: '1.0.0' }),
  'fakes/typescript/bin/tsc': `
    const { appendFileSync, cpSync, existsSync } = require('node:fs');
    const rooms = process.argv.slice(3);
    if (existsSync('broken')) { console.log('a.ts(1,1): error'); process.exit(1); }
    for (const room of rooms) cpSync(room + '/src', room + '/dist', { recursive: true });
    appendFileSync('builds', rooms.join() + '\\n');`,
  'libs/one/package.json': JSON.stringify({ name: '@small/one', version: '1.0.0' }),
  'libs/one/tsconfig.json': '{}',
  'libs/one/src/index.ts': 'export {};',
  'apps/ops/package.json': JSON.stringify({ name: '@small/ops', version: '1.0.0' }),
  'apps/ops/tsconfig.json': '{}',
  'apps/ops/src/main.js': `
    const [command, code] = process.argv.slice(2);
    if (command === 'end-with') process.exit(Number(code));
    if (command === 'show') console.log(JSON.stringify({ args: process.argv.slice(2), node: process.versions.node }));
    if (command === 'wait') {
      process.on('SIGTERM', () => { console.log('told to stop'); process.exit(7); });
      setInterval(() => {}, 1000);
      console.log('waiting');
    }`,
};

describe('tools/run.mjs', () => {
  let root: string;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'strongroom run-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    mkdirSync(join(root, 'tools'));
    copyFileSync(join(import.meta.dirname, 'run.mjs'), join(root, 'tools', 'run.mjs'));
    execFileSync('npm', ['install', '--package-lock-only', '--offline'], { cwd: root, stdio: 'ignore' });
  }, INSTALL_WITHIN_MS);
  afterAll(() => {
    rmSync(root, { recursive: true });
  });
  beforeEach(() => {
    rmSync(join(root, 'broken'), { force: true });
  });

  const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, ['tools/run.mjs', ...args], { cwd: root, encoding: 'utf8' });

  it(
    'installs, builds and hands over; the second time it only hands over',
    () => {
      const first = run('show', '--replicas', '2');
      expect(first.stderr).toContain('npm ci');
      expect(first.stderr).toContain('building');
      expect(JSON.parse(first.stdout)).toMatchObject({ args: ['show', '--replicas', '2'] });
      const second = run('show');
      expect(second.stderr).toBe('');
      expect(JSON.parse(second.stdout)).toMatchObject({ args: ['show'] });
    },
    INSTALL_WITHIN_MS,
  );

  it('builds every workspace again when a source has changed', () => {
    appendFileSync(join(root, 'libs/one/src/index.ts'), '// changed');
    expect(run('show').stderr).toBe('building (tsc -b)\n');
    expect(existsSync(join(root, 'libs/one/dist/index.ts'))).toBe(true);
  });

  it('runs nothing when the build fails, and shows why', () => {
    appendFileSync(join(root, 'libs/one/src/index.ts'), '// changed');
    writeFileSync(join(root, 'broken'), '');
    const { status, stdout, stderr } = run('show');
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('a.ts(1,1): error');
  });

  it('ends with the exit code of what it handed over to', () => {
    expect(run('end-with', '5').status).toBe(5);
  });

  it('passes a signal on, and waits for the end', async () => {
    const child = spawn(process.execPath, ['tools/run.mjs', 'wait'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said === 'waiting\n') child.kill('SIGTERM');
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(said).toBe('waiting\ntold to stop\n');
    expect(code).toBe(7);
  });
});
