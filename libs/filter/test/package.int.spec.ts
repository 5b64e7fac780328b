import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const room = join(import.meta.dirname, '..');
const root = join(room, '..', '..');
const LONG_MS = 300_000;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'a stranger '));
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: room,
  });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  const types = JSON.parse(await readFile(join(root, 'node_modules/@types/node/package.json'), 'utf8')) as {
    version: string;
  };
  const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const wanted = [join(folder, packed?.filename ?? ''), `@types/node@${types.version}`];
  await run('npm', ['install', ...options, ...wanted], { cwd: folder });
}, LONG_MS);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** The TypeScript in the README's section about streams, at a port that is free. */
async function tenLines(): Promise<string> {
  const readme = await readFile(join(room, 'README.md'), 'utf8');
  const section = readme.split('\n## ').find((text) => text.startsWith('A stream, in ten lines\n')) ?? '';
  const [, code] = /```ts\n([^]*?)```/.exec(section) ?? [];
  if (code === undefined) throw new Error('the README has no ten lines');
  return code.replace('8080', '0');
}

describe('the package, installed by a stranger', () => {
  it('leans on nothing of ours, and brings no tests along', async () => {
    expect(await readdir(join(folder, 'node_modules', '@strongroom'))).toEqual(['filter']);
    const files = await readdir(join(folder, 'node_modules', '@strongroom', 'filter'), { recursive: true });
    expect(files.filter((name) => /\.spec\.|\.tsbuildinfo$/.test(name))).toEqual([]);
  });

  it(
    'filters a stream with the ten lines of its README, which fit its types',
    async () => {
      const code = await tenLines();
      expect(code.split('\n').filter((line) => /\S/.test(line) && !line.includes('//')).length).toBeLessThanOrEqual(10);
      const ready = `server.once('listening', () => process.send?.(server.address()));`;
      await writeFile(join(folder, 'server.ts'), `${code}\n${ready}\n`);
      const options = ['--module', 'nodenext', '--target', 'es2024', '--strict', '--types', 'node'];
      await run(process.execPath, [require.resolve('typescript/bin/tsc'), ...options, 'server.ts'], { cwd: folder });
      const server = spawn(process.execPath, ['server.js'], { cwd: folder, stdio: ['ignore', 2, 2, 'ipc'] });
      try {
        const [address] = (await once(server, 'message')) as [{ port: number }];
        const body = 'card 4111 1111 1111 1111, mail alice@example.com';
        const answer = await fetch(`http://127.0.0.1:${address.port}`, { method: 'POST', body });
        expect(await answer.text()).toBe('card 4111 11** **** 1111, mail [EMAIL_ADDRESS]');
      } finally {
        server.kill('SIGKILL');
      }
    },
    LONG_MS,
  );
});
