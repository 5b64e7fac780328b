import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { OpenBaoServer } from '@strongroom/provisioning';
import { Secret, VaultClient, type VaultLogin } from '../src/index.js';
import { VaultSession } from '../src/session/vault-session.js';
import { VaultTransport } from '../src/wire/transport.js';
import { FaultyProxy } from './support/faulty-proxy.js';
import { loginFiles, makeRole, removeLogins, startStore } from './support/store-under-test.js';

const HOUR_MS = 3_600_000;
const READ = { method: 'GET', path: 'secret/data/public/nobody/nothing' } as const;
const LOOK = { method: 'GET', path: 'auth/token/lookup-self' } as const;
const QUICK = { overallMs: 20_000, attemptMs: 10_000, retries: 3, firstWaitMs: 1, waitMsMax: 1 };
const policy = 'path "secret/data/public/*" { capabilities = ["read"] }';

class TestClock {
  constructor(private ms = Date.now()) {}
  nowMs(): number {
    return this.ms;
  }
  advanceMs(by: number): void {
    this.ms += by;
  }
}

/** What `DEBUG=*` does before a process starts. */
function debugOfNodeVault(): { enable(names: string): void; disable(): void } {
  const here = createRequire(import.meta.url);
  return createRequire(here.resolve('node-vault'))('debug') as ReturnType<typeof debugOfNodeVault>;
}

const soon = (): AbortSignal => AbortSignal.timeout(20_000);

describe('a session with the store', () => {
  let server: OpenBaoServer;
  let proxy: FaultyProxy;
  let address: string;
  let login: VaultLogin;

  beforeAll(async () => {
    server = await startStore();
    login = await makeRole(server, { name: 'long-lived', policy, ttl: '768h', maxTtl: '1000h' });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await removeLogins();
  });
  beforeEach(async () => {
    proxy = new FaultyProxy(server.url);
    address = await proxy.start();
  });
  afterEach(() => proxy.stop());

  const count = (part: string): number => proxy.seen.filter(({ path }) => path.includes(part)).length;
  const tokens = (): Set<string> => new Set(proxy.seen.flatMap(({ token }) => token ?? []));

  it('renews a token of 768 h once at its half, where a timer of that length overflows', async () => {
    const clock = new TestClock();
    const session = new VaultSession(new VaultTransport(address), login, clock);
    for (let round = 0; round < 50; round += 1) await session.care(soon());
    expect(count('renew-self')).toBe(0);
    clock.advanceMs(385 * HOUR_MS);
    for (let round = 0; round < 50; round += 1) await session.care(soon());
    expect(count('renew-self')).toBe(1);
    expect(count('approle/login')).toBe(1);
  });

  it('logs in anew once its token has ended', async () => {
    const clock = new TestClock();
    const session = new VaultSession(new VaultTransport(address), login, clock);
    await session.care(soon());
    clock.advanceMs(769 * HOUR_MS);
    await expect(session.call(LOOK, soon())).resolves.toBeDefined();
    expect(count('approle/login')).toBe(2);
  });

  it('goes on after a renewal that failed', async () => {
    const clock = new TestClock();
    const session = new VaultSession(new VaultTransport(address), login, clock);
    await session.care(soon());
    clock.advanceMs(400 * HOUR_MS);
    proxy.fate = ({ path }) => (path.includes('renew') ? { kind: 'refuse' } : { kind: 'pass' });
    await expect(session.care(soon())).rejects.toMatchObject({ kind: 'down' });
    expect(session.state).toBe('down');
    proxy.fate = () => ({ kind: 'pass' });
    await session.care(soon());
    expect(count('renew-self')).toBe(2);
    expect(session.state).toBe('ready');
  });

  it('replaces a token that was revoked, in the call that finds out', async () => {
    const client = await VaultClient.open({ address, login });
    await client.request({ method: 'POST', path: 'auth/token/revoke-self' });
    await expect(client.request(LOOK)).resolves.toBeDefined();
    expect(count('approle/login')).toBe(2);
    await client.close();
  });

  it('does not log in again for a right that is missing', async () => {
    const client = await VaultClient.open({ address, login });
    await expect(client.request({ ...READ, path: 'secret/data/tokens/a' })).rejects.toMatchObject({ kind: 'denied' });
    expect(count('approle/login')).toBe(1);
    expect(client.health().state).toBe('ready');
    await client.close();
  });

  it('shares one login among calls that come at once, and gives the token back at the end', async () => {
    const session = new VaultSession(new VaultTransport(address), login, new TestClock());
    await Promise.all(Array.from({ length: 10 }, () => session.call(LOOK, soon())));
    expect(count('approle/login')).toBe(1);
    const [token = ''] = tokens();
    await session.logout(soon());
    const stale = new VaultSession(
      new VaultTransport(server.url),
      { method: 'token', token: Secret.of(token) },
      new TestClock(),
    );
    await expect(stale.call(LOOK, soon())).rejects.toMatchObject({ kind: 'denied' });
  });

  it('is denied, not down, when the store does not know us or a file is missing', async () => {
    const stranger = await loginFiles('no-such-role', 'no-such-secret');
    await expect(VaultClient.open({ address, login: stranger })).rejects.toMatchObject({ kind: 'denied' });
    const nowhere: VaultLogin = {
      method: 'approle',
      roleIdFile: '/nowhere/role_id',
      secretIdFile: '/nowhere/secret_id',
    };
    await expect(VaultClient.open({ address, login: nowhere })).rejects.toThrow('/nowhere/role_id');
  });

  it('never sends its token to where a redirect points', async () => {
    const elsewhere = new FaultyProxy(server.url);
    const location = `${await elsewhere.start()}/v1/auth/token/lookup-self`;
    const client = await VaultClient.open({ address, login });
    proxy.fate = () => ({ kind: 'answer', status: 307, headers: { location } });
    await expect(client.request(LOOK)).rejects.toMatchObject({ kind: 'standby', status: 307 });
    expect(client.health().state).toBe('standby');
    expect(elsewhere.seen).toEqual([]);
    proxy.fate = () => ({ kind: 'pass' });
    await client.close();
    await elsewhere.stop();
  });

  it('gives up a store that hangs when its time is up', async () => {
    const retry = { ...QUICK, overallMs: 3_000, attemptMs: 1_000 };
    const client = await VaultClient.open({ address, login, retry });
    proxy.fate = () => ({ kind: 'hang' });
    await expect(client.request(READ)).rejects.toMatchObject({ kind: 'down' });
    expect(client.health()).toEqual({ state: 'down', about: 'the secret store did not answer in time' });
    proxy.fate = () => ({ kind: 'pass' });
    await client.close();
  });

  it('tries three times more when the store answers 5xx or breaks off, and then says so', async () => {
    const client = await VaultClient.open({ address, login, retry: QUICK });
    const before = count('nothing');
    proxy.fate = () => ({ kind: 'answer', status: 502 });
    await expect(client.request(READ)).rejects.toMatchObject({ kind: 'down', status: 502 });
    expect(count('nothing') - before).toBe(4);
    proxy.fate = () => (count('nothing') - before < 6 ? { kind: 'refuse' } : { kind: 'pass' });
    await expect(client.request(READ)).rejects.toMatchObject({ kind: 'missing' });
    await client.close();
  });

  it('does not press a store that asks for less', async () => {
    const client = await VaultClient.open({ address, login, retry: QUICK });
    proxy.fate = () => ({ kind: 'answer', status: 429, headers: { 'retry-after': '2' } });
    const before = proxy.seen.length;
    await expect(client.request(READ)).rejects.toMatchObject({ kind: 'throttled', retryAfterMs: 2_000 });
    expect(proxy.seen.length - before).toBe(1);
    expect(client.health().state).toBe('throttled');
    proxy.fate = () => ({ kind: 'pass' });
    await client.close();
  });

  it('takes no identity, namespace or prefix from the environment', async () => {
    Object.assign(process.env, { VAULT_TOKEN: 'ambient', VAULT_NAMESPACE: 'other', VAULT_PREFIX: '/evil' });
    try {
      const client = await VaultClient.open({ address, login });
      await expect(client.request(LOOK)).resolves.toBeDefined();
      await client.close();
    } finally {
      for (const name of ['VAULT_TOKEN', 'VAULT_NAMESPACE', 'VAULT_PREFIX']) Reflect.deleteProperty(process.env, name);
    }
    expect(tokens().has('ambient')).toBe(false);
    expect(proxy.seen.every(({ path }) => path.startsWith('/v1/auth/'))).toBe(true);
  });

  it('prints no secret in debug mode', async () => {
    const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const debug = debugOfNodeVault();
    debug.enable('*');
    try {
      const client = await VaultClient.open({ address, login: server.logins.gateway });
      const body = { options: { cas: 0 }, data: { value: 'sk-live-debugged' } };
      await client.request({ method: 'POST', path: 'secret/data/services/gateway/debugged', body });
      await client.close();
      expect(JSON.stringify(written.mock.calls)).not.toContain('sk-live-debugged');
    } finally {
      debug.disable();
      written.mockRestore();
    }
  });

  it('takes an error for an error, also where the path looks like the health page', async () => {
    const client = await VaultClient.open({ address, login: server.logins['auth-token'] });
    const missing = client.request({ method: 'GET', path: 'secret/data/tokens/sys/health' });
    await expect(missing).rejects.toMatchObject({ kind: 'missing' });
    await client.close();
  });

  // The last test, because the store stays sealed.
  it('is sealed, not down, when an operator seals the store', async () => {
    const sealing = 'path "sys/seal" { capabilities = ["update", "sudo"] }';
    const sealer = await makeRole(server, { name: 'sealer', policy: sealing, ttl: '1h', maxTtl: '1h' });
    const client = await VaultClient.open({
      address,
      login: sealer,
      retry: QUICK,
    });
    await client.request({ method: 'POST', path: 'sys/seal' });
    await expect(client.request(LOOK)).rejects.toMatchObject({ kind: 'sealed', status: 503 });
    expect(client.health().state).toBe('sealed');
    await client.close();
  });
});
