import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stranger, testVariable } from '@strongroom/testing';

const run = promisify(execFile);
const LONG_MS = 300_000;
/** What the README has a stranger install beside the package. */
const beside = ['@nestjs/common', '@nestjs/core', '@nestjs/microservices', 'reflect-metadata', 'rxjs'];

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

let stranger: Stranger;
const started: ChildProcess[] = [];

beforeAll(async () => {
  stranger = await Stranger.install(join(import.meta.dirname, '..'), beside);
}, LONG_MS);
afterAll(async () => {
  for (const process of started) process.kill('SIGKILL');
  await stranger.leave();
});

/** At the test server. */
const codeOf = (title: string): string =>
  stranger.codeOf(title).replaceAll('redis://127.0.0.1:6379', testVariable('TEST_REDIS_URL'));

/** Starts a program of the stranger's; resolves when it prints `word`, rejects if it ends before. */
async function startUntil(program: string, word: string): Promise<void> {
  const child = spawn(process.execPath, [join(stranger.folder, 'dist', program)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
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
    const installed = await readdir(join(stranger.folder, 'node_modules', '@strongroom'));
    expect(installed).toEqual(['messaging']);
    const files = await readdir(join(stranger.folder, 'node_modules', '@strongroom', 'messaging', 'dist'), {
      recursive: true,
    });
    for (const file of files.filter((name) => name.endsWith('.js'))) {
      const text = await readFile(
        join(stranger.folder, 'node_modules', '@strongroom', 'messaging', 'dist', file),
        'utf8',
      );
      expect(text).not.toMatch(/from '@strongroom/);
    }
  });

  it(
    'makes a signed call between two processes with the code of its README, which fits its types',
    async () => {
      const service = [stored, codeOf('Keys'), codeOf('A service'), codeOf('Dead letters'), `console.log('serving');`];
      const caller = [stored, codeOf('A caller'), 'console.log(JSON.stringify(placed));', 'process.exit();'];
      await stranger.compile({ 'service.ts': service.join('\n'), 'caller.ts': caller.join('\n') }, [
        '--skipLibCheck',
        '--experimentalDecorators',
        '--emitDecoratorMetadata',
        '--rootDir',
        '.',
        '--outDir',
        'dist',
      ]);
      await startUntil('service.js', 'serving');
      const { stdout } = await run(process.execPath, [join(stranger.folder, 'dist', 'caller.js')]);
      const [refusal = '', placed = ''] = stdout.trimEnd().split('\n{');
      expect(refusal).toContain('FAILED_PRECONDITION');
      expect(JSON.parse(`{${placed}`)).toEqual({ placed: 'A-1', for: 'shop' });
    },
    LONG_MS,
  );
});
