import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DemoClient } from './support/client.ts';
import { Doorway } from './support/doorway.ts';
import { feedTermsOf } from './support/feed-terms.ts';
import { sharedSystem, type System } from './support/system.ts';
import { send } from './tour/http-client.ts';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const room = join(import.meta.dirname, '..', 'libs', 'guard');
const PATIENCE_MS = 20_000;

jest.setTimeout(300_000);

/** An installed package's exact version, so that the empty folder gets what this repository is tested with. */
async function asHere(name: string): Promise<string> {
  const file = join(room, '..', '..', 'node_modules', name, 'package.json');
  const { version } = JSON.parse(await readFile(file, 'utf8')) as { version: string };
  return `${name}@${version}`;
}

async function packedInto(folder: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: room });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  return join(folder, packed?.filename ?? '');
}

/** The blocks of TypeScript in the README's section about Fastify. */
async function readmeOnFastify(): Promise<readonly string[]> {
  const readme = await readFile(join(room, 'README.md'), 'utf8');
  const section = readme.split(/\n#{2,3} /).find((text) => text.startsWith('Fastify, in ten lines\n')) ?? '';
  return [...section.matchAll(/```ts\n([^]*?)```/g)].map(([, code = '']) => code);
}

describe('the guard’s package, in an empty folder, before a plain Fastify app', () => {
  let system: System;
  let folder: string;
  let app: ChildProcess | undefined;
  let url: string;
  let feed: Doorway;

  beforeAll(async () => {
    system = await sharedSystem();
    folder = await mkdtemp(join(tmpdir(), 'a stranger '));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
    const wanted = [await packedInto(folder), await asHere('fastify'), await asHere('@types/node')];
    await run('npm', ['install', '--prefer-offline', '--ignore-scripts', '--loglevel=error', ...wanted], {
      cwd: folder,
    });
    const { feedUrl, environment } = await feedTermsOf(system);
    feed = await Doorway.to(feedUrl);
    const [terms = '', lines = ''] = await readmeOnFastify();
    await writeFile(join(folder, 'terms.ts'), terms);
    const ready = 'process.send?.(app.server.address());';
    await writeFile(join(folder, 'app.ts'), `${lines.replace('3000', '0')}\n${ready}\n`);
    const options = ['--module', 'nodenext', '--target', 'es2024', '--strict', '--types', 'node'];
    await run(process.execPath, [require.resolve('typescript/bin/tsc'), ...options, 'app.ts'], { cwd: folder });
    app = spawn(process.execPath, ['app.js'], {
      cwd: folder,
      stdio: ['ignore', 2, 2, 'ipc'],
      env: { ...environment, FEED_URLS: feed.url },
    });
    const gone = once(app, 'exit').then(([code]) => Promise.reject(new Error(`the app ended with ${String(code)}`)));
    gone.catch(() => undefined);
    const [address] = (await Promise.race([once(app, 'message'), gone])) as [{ port: number }];
    url = `http://127.0.0.1:${address.port}`;
  }, 300_000);
  afterAll(async () => {
    app?.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
    await feed.close();
  });

  const status = async (token?: string): Promise<number> =>
    (await send(url, '/', token === undefined ? {} : { token })).status;
  async function becomes(wanted: number, token: string): Promise<void> {
    const untilMs = Date.now() + PATIENCE_MS;
    for (let last = await status(token); last !== wanted; last = await status(token)) {
      if (Date.now() > untilMs) throw new Error(`the app still answers ${last}, not ${wanted}`);
    }
  }

  it('takes ten lines, and leans on nothing else of ours', async () => {
    const [, lines = ''] = await readmeOnFastify();
    expect(lines.split('\n').filter((line) => /\S/.test(line)).length).toBeLessThanOrEqual(10);
    expect(await readdir(join(folder, 'node_modules', '@strongroom'))).toEqual(['guard']);
    const files = await readdir(join(folder, 'node_modules', '@strongroom', 'guard'), { recursive: true });
    expect(files.filter((name) => /\.spec\.|\.tsbuildinfo$/.test(name))).toEqual([]);
  });

  it('lets in the bearer of a token of the running system, and nobody without one', async () => {
    const { token } = await DemoClient.of(system);
    const { status: answered, body } = await send(url, '/', { token });
    expect({ answered, body: body.toJSON() }).toEqual({ answered: 200, body: { hello: 'demo' } });
    expect(await status()).toBe(401);
  });

  it('refuses a token once it is revoked at the gateway, and no other', async () => {
    const [ended, other] = [await DemoClient.of(system), await DemoClient.of(system)];
    expect(await status(ended.token)).toBe(200);
    const form = {
      client_id: system.env['DEMO_CLIENT_ID'] ?? '',
      client_secret: system.env['DEMO_CLIENT_SECRET'] ?? '',
      token: ended.token,
    };
    expect((await send(ended.gateway, '/oauth/revoke', { form })).status).toBe(200);
    await becomes(401, ended.token);
    expect(await status(other.token)).toBe(200);
  });

  it('says that it cannot tell while the feed is away, and lets in again once it is back', async () => {
    const { token } = await DemoClient.of(system);
    expect(await status(token)).toBe(200);
    await feed.shut();
    await becomes(503, token);
    const { headers } = await send(url, '/', { token });
    expect(headers.get('retry-after')).toBe('1');
    await feed.open();
    await becomes(200, token);
  });
});
