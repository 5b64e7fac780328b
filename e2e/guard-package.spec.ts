import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stranger } from '@strongroom/testing';
import { DemoClient } from './support/client.ts';
import { sharedSystem, strongroomCli, type System } from './support/system.ts';

const run = promisify(execFile);
const LONG_MS = 300_000;

let system: System;
let client: DemoClient;
let stranger: Stranger;
let app: ChildProcess;
let url: string;

beforeAll(async () => {
  system = await sharedSystem();
  client = await DemoClient.of(system);
  const frameworks = ['fastify', 'express', 'passport', 'passport-jwt'];
  stranger = await Stranger.install(join(import.meta.dirname, '..', 'libs', 'guard'), frameworks);
}, LONG_MS);
afterAll(async () => {
  app.kill('SIGKILL');
  await strongroomCli(system.root, ['guards', 'remove', 'shop']);
  await stranger.leave();
});

const statusOf = async (token?: string): Promise<number> => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return (await fetch(url, { headers })).status;
};

describe('the guard, installed by a stranger', () => {
  it('leans on nothing of ours', async () => {
    expect(await readdir(join(stranger.folder, 'node_modules', '@strongroom'))).toEqual(['guard']);
  });

  it.each(['', '/fastify', '/express', '/passport'])('loads %s without any other framework', async (door) => {
    const script = `await import('@strongroom/guard${door}')`;
    await run(process.execPath, ['--input-type=module', '-e', script], { cwd: stranger.folder });
  });

  it('is given a file that only its owner can read', async () => {
    const file = join(stranger.folder, 'guard.json');
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
      const code = stranger.codeOf('A Fastify application, in ten lines').replace('8080', '0');
      expect(code.split('\n').filter((line) => /\S/.test(line)).length).toBeLessThanOrEqual(10);
      await stranger.compile({ 'app.ts': `${code}\nprocess.send?.(app.addresses());\n` }, ['--skipLibCheck']);
      const env = { ISSUER: system.gateways[0] ?? '', PATH: process.env['PATH'] };
      app = spawn(process.execPath, ['app.js'], { cwd: stranger.folder, env, stdio: ['ignore', 2, 2, 'ipc'] });
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
