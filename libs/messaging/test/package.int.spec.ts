import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testVariable } from '@strongroom/testing';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const room = join(import.meta.dirname, '..');
const LONG_MS = 300_000;
/** What the README has a stranger install beside the package, and what TypeScript wants to know of Node. */
const beside = ['@nestjs/common', '@nestjs/core', '@nestjs/microservices', 'reflect-metadata', 'rxjs', '@types/node'];

const keyPair = (): { readonly privatePem: string; readonly publicPem: string } => {
  const privatePem = generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { privatePem, publicPem: createPublicKey(privatePem).export({ type: 'spki', format: 'pem' }).toString() };
};
const pem = { orders: keyPair(), shop: keyPair() };

/** The README speaks of keys that its reader has stored somewhere. */
const stored = Object.entries(pem)
  .flatMap(([name, { privatePem, publicPem }]) => [
    `const ${name}PrivatePem = ${JSON.stringify(privatePem)};`,
    `const ${name}PublicPem = ${JSON.stringify(publicPem)};`,
  ])
  .join('\n');

let folder: string;
let readme: string;
const started: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'a stranger '));
  readme = await readFile(join(room, 'README.md'), 'utf8');
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: room,
  });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  const versions = await Promise.all(beside.map(async (name) => `${name}@${await versionOf(name)}`));
  const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', ...options, join(folder, packed?.filename ?? ''), ...versions], { cwd: folder });
}, LONG_MS);
afterAll(async () => {
  for (const process of started) process.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

async function versionOf(name: string): Promise<string> {
  const manifest = join(room, '..', '..', 'node_modules', name, 'package.json');
  return (JSON.parse(await readFile(manifest, 'utf8')) as { version: string }).version;
}

/** The TypeScript in the README's section of that title, at the test server. */
function codeOf(title: string): string {
  const section = readme.split('\n## ').find((text) => text.startsWith(`${title}\n`)) ?? '';
  const blocks = [...section.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code ?? '');
  if (blocks.length === 0) throw new Error(`the README has no code under "${title}"`);
  return blocks.join('\n').replaceAll('redis://127.0.0.1:6379', testVariable('TEST_REDIS_URL'));
}

/** Starts a program of the stranger's; resolves when it prints `word`, rejects if it ends before. */
async function startUntil(program: string, word: string): Promise<void> {
  const child = spawn(process.execPath, [join(folder, 'dist', program)], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === word) return;
    lines.push(line);
  }
  throw new Error(`${program} ended without "${word}":\n${lines.join('\n')}`);
}

describe('the package, installed by a stranger', () => {
  it('leans on nothing of ours', async () => {
    const installed = await readdir(join(folder, 'node_modules', '@strongroom'));
    expect(installed).toEqual(['messaging']);
    const files = await readdir(join(folder, 'node_modules', '@strongroom', 'messaging', 'dist'), { recursive: true });
    for (const file of files.filter((name) => name.endsWith('.js'))) {
      const text = await readFile(join(folder, 'node_modules', '@strongroom', 'messaging', 'dist', file), 'utf8');
      expect(text).not.toMatch(/from '@strongroom/);
    }
  });

  it(
    'makes a signed call between two processes with the code of its README, which fits its types',
    async () => {
      const service = [stored, codeOf('Keys'), codeOf('A service'), codeOf('Dead letters'), `console.log('serving');`];
      const caller = [stored, codeOf('A caller'), 'console.log(JSON.stringify(placed));', 'process.exit();'];
      await writeFile(join(folder, 'service.ts'), service.join('\n'));
      await writeFile(join(folder, 'caller.ts'), caller.join('\n'));
      const options = ['--module', 'nodenext', '--target', 'es2024', '--strict', '--skipLibCheck', '--types', 'node'];
      const decorators = ['--experimentalDecorators', '--emitDecoratorMetadata', '--rootDir', '.', '--outDir', 'dist'];
      const tsc = require.resolve('typescript/bin/tsc');
      const all = [tsc, ...options, ...decorators, 'service.ts', 'caller.ts'];
      await run(process.execPath, all, { cwd: folder }).catch((error: unknown) => {
        throw new Error(
          `the README's code does not compile: ${(error as { stdout?: string }).stdout ?? String(error)}`,
        );
      });
      await startUntil('service.js', 'serving');
      const { stdout } = await run(process.execPath, [join(folder, 'dist', 'caller.js')]);
      const [refusal = '', placed = ''] = stdout.trimEnd().split('\n{');
      expect(refusal).toContain('FAILED_PRECONDITION');
      expect(JSON.parse(`{${placed}`)).toEqual({ placed: 'A-1', for: 'shop' });
    },
    LONG_MS,
  );
});
