import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoClient } from './support/client.ts';
import { sharedSystem, strongroomCli, type System } from './support/system.ts';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const clone = join(import.meta.dirname, '..');
const room = join(clone, 'libs', 'guard');
const LONG_MS = 300_000;

let system: System;
let client: DemoClient;
let folder: string;
let app: ChildProcess;
let url: string;

const versionOf = async (name: string): Promise<string> => {
  const manifest = await readFile(join(clone, 'node_modules', name, 'package.json'), 'utf8');
  return `${name}@${(JSON.parse(manifest) as { readonly version: string }).version}`;
};

/** The TypeScript in the README's section about Fastify, at a port that is free. */
async function tenLines(): Promise<string> {
  const readme = await readFile(join(room, 'README.md'), 'utf8');
  const section = readme.split('\n## ').find((text) => text.startsWith('A Fastify application, in ten lines\n')) ?? '';
  const [, code] = /```ts\n([^]*?)```/.exec(section) ?? [];
  if (code === undefined) throw new Error('the README has no ten lines');
  return code.replace('8080', '0');
}

beforeAll(async () => {
  system = await sharedSystem();
  client = await DemoClient.of(system);
  folder = await mkdtemp(join(tmpdir(), 'a stranger '));
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: room,
  });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const others = await Promise.all(['fastify', '@types/node'].map(versionOf));
  await run('npm', ['install', ...options, join(folder, packed?.filename ?? ''), ...others], { cwd: folder });
}, LONG_MS);
afterAll(async () => {
  app.kill('SIGKILL');
  await strongroomCli(system.root, ['guards', 'remove', 'shop']);
  await rm(folder, { recursive: true, force: true });
});

const statusOf = async (token?: string): Promise<number> => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return (await fetch(url, { headers })).status;
};

describe('the guard, installed by a stranger', () => {
  it('leans on nothing of ours', async () => {
    expect(await readdir(join(folder, 'node_modules', '@strongroom'))).toEqual(['guard']);
  });

  it('is given a file that only its owner can read', async () => {
    const file = join(folder, 'guard.json');
    expect(await strongroomCli(system.root, ['guards', 'add', 'shop', '--out', file])).toMatchObject({ exitCode: 0 });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { stdout } = await strongroomCli(system.root, ['guards', 'list', '--json']);
    expect(JSON.parse(stdout)).toEqual([{ name: 'shop', keyId: expect.any(String) }]);
    expect(await strongroomCli(system.root, ['guards', 'add', 'gateway', '--out', file])).toMatchObject({
      exitCode: 2,
    });
  });

  it(
    'protects a Fastify application with the ten lines of its README, which fit its types',
    async () => {
      const code = await tenLines();
      expect(code.split('\n').filter((line) => /\S/.test(line)).length).toBeLessThanOrEqual(10);
      await writeFile(join(folder, 'app.ts'), `${code}\nprocess.send?.(app.addresses());\n`);
      const options = ['--module', 'nodenext', '--target', 'es2024', '--strict', '--types', 'node', '--skipLibCheck'];
      await run(process.execPath, [require.resolve('typescript/bin/tsc'), ...options, 'app.ts'], { cwd: folder });
      const env = { ISSUER: system.gateways[0] ?? '', PATH: process.env['PATH'] };
      app = spawn(process.execPath, ['app.js'], { cwd: folder, env, stdio: ['ignore', 2, 2, 'ipc'] });
      const [[address]] = (await once(app, 'message')) as [[{ address: string; port: number }]];
      url = `http://127.0.0.1:${address.port}`;
      expect([await statusOf(), await statusOf('forged'), await statusOf(client.token)]).toEqual([401, 401, 200]);
    },
    LONG_MS,
  );

  it('refuses a token once it is revoked, and goes on to take another', async () => {
    const mayRevoke = await DemoClient.of(system);
    const { jti } = JSON.parse(Buffer.from(client.token.split('.')[1] ?? '', 'base64url').toString()) as {
      jti: string;
    };
    const revoked = await mayRevoke.ask(`/v1/tokens/${jti}/revoke`, { json: { reason: 'compromised' } });
    expect(revoked.status).toBe(200);
    while ((await statusOf(client.token)) !== 401) await pause(5);
    expect(await statusOf(mayRevoke.token)).toBe(200);
  }, 30_000);

  it('cannot tell any more, and says so, when it was taken off the list', async () => {
    const other = await DemoClient.of(system);
    expect(await strongroomCli(system.root, ['guards', 'remove', 'shop'])).toMatchObject({ exitCode: 0 });
    while ((await statusOf(other.token)) !== 503) await pause(50);
  }, 60_000);
});
