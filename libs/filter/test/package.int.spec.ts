import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stranger } from '@strongroom/testing';

const LONG_MS = 300_000;

let stranger: Stranger;

beforeAll(async () => {
  stranger = await Stranger.install(join(import.meta.dirname, '..'));
}, LONG_MS);
afterAll(() => stranger.leave());

describe('the package, installed by a stranger', () => {
  it('leans on nothing of ours, and brings no tests along', async () => {
    expect(await readdir(join(stranger.folder, 'node_modules', '@strongroom'))).toEqual(['filter']);
    const files = await readdir(join(stranger.folder, 'node_modules', '@strongroom', 'filter'), { recursive: true });
    expect(files.filter((name) => /\.spec\.|\.tsbuildinfo$/.test(name))).toEqual([]);
  });

  it(
    'filters a stream with the ten lines of its README, which fit its types',
    async () => {
      const code = stranger.codeOf('A stream, in ten lines').replace('8080', '0');
      expect(code.split('\n').filter((line) => /\S/.test(line) && !line.includes('//')).length).toBeLessThanOrEqual(10);
      const ready = `server.once('listening', () => process.send?.(server.address()));`;
      await stranger.compile({ 'server.ts': `${code}\n${ready}\n` });
      const server = spawn(process.execPath, ['server.js'], { cwd: stranger.folder, stdio: ['ignore', 2, 2, 'ipc'] });
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
