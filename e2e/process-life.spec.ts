import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const apps = ['gateway', 'auth-token', 'revocation', 'content-filter', 'order-processing', 'cleanup'];
const mainOf = (app: string): string => join(import.meta.dirname, '..', 'apps', app, 'dist', 'main.js');

async function listening(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

async function freePort(): Promise<number> {
  const { server, port } = await listening();
  server.close();
  return port;
}

describe('the built output of', () => {
  let folder: string;
  let silent: { server: Server; port: number };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'strongroom process '));
    await Promise.all(['role', 'secret'].map((name) => writeFile(join(folder, name), 'none', { mode: 0o600 })));
    // Takes connections and never answers: a start that waits for it waits as long as it is let.
    silent = await listening();
  });

  afterAll(async () => {
    silent.server.close();
    await rm(folder, { recursive: true });
  });

  it.each(apps)('%s ends at SIGTERM while it is still starting', async (app) => {
    const url = `http://127.0.0.1:${silent.port}`;
    const asked = once(silent.server, 'connection');
    const child = spawn(process.execPath, [mainOf(app)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        MANAGEMENT_PORT: String(await freePort()),
        VAULT_ADDR: url,
        VAULT_ROLE_ID_FILE: join(folder, 'role'),
        VAULT_SECRET_ID_FILE: join(folder, 'secret'),
        REDIS_URL: `redis://127.0.0.1:${silent.port}`,
        DATABASE_URL: `postgres://127.0.0.1:${silent.port}/strongroom`,
        REVOCATION_FEED_URLS: url,
        AUTH_TOKEN_CALLS_URLS: url,
        ISSUER: url,
        PORT: '1',
        FEED_PORT: '1',
        CALLS_PORT: '1',
      },
    });
    const ended = once(child, 'exit');
    const logged = text(child.stdout);
    const [socket] = (await Promise.race([asked, ended])) as [{ destroy?: () => void }];
    child.kill('SIGTERM');
    await expect(ended).resolves.toEqual([0, null]);
    await expect(logged).resolves.toContain('"state":"starting"');
    socket.destroy?.();
  });

  it.each(apps)('%s does not start with a wrong configuration, and names all that is wrong', async (app) => {
    const child = spawn(process.execPath, [mainOf(app)], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { MANAGEMENT_PORT: 'none', REDIS_URL: 'http://user:canary@127.0.0.1' },
    });
    const [said, ended] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(ended).toEqual([2, null]);
    for (const name of ['MANAGEMENT_PORT', 'REDIS_URL', 'VAULT_ADDR', 'VAULT_ROLE_ID_FILE', 'REVOCATION_FEED_URLS']) {
      expect(said).toContain(`- ${name}: `);
    }
    expect(said).not.toContain('canary');
  });
});
