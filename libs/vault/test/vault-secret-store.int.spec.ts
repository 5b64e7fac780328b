import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OpenBaoServer } from '@strongroom/provisioning';
import { openSecretStore, SecretConflict, type OpenSecretStore } from '../src/index.js';
import { FaultyProxy } from './support/faulty-proxy.js';
import { startStore } from './support/store-under-test.js';

describe('VaultSecretStore', () => {
  let server: OpenBaoServer;
  let tokens: OpenSecretStore;
  let path: string;

  beforeAll(async () => {
    server = await startStore();
    tokens = await openSecretStore({ address: server.url, login: server.logins['auth-token'] });
  }, 60_000);
  afterAll(async () => {
    await tokens.close();
    await server.stop();
  });
  beforeEach(() => {
    path = `tokens/acme/${randomUUID()}`;
  });

  it('gives back what was written, as a value that does not print', async () => {
    expect(await tokens.store.write(path, { value: 'sk-live-1' }, { cas: 0 })).toEqual({ version: 1 });
    const stored = await tokens.store.read(path);
    expect(stored?.data['value']?.reveal()).toBe('sk-live-1');
    expect(JSON.stringify(stored)).not.toContain('sk-live-1');
    expect(stored?.writtenAt).toBeInstanceOf(Date);
  });

  it('refuses a write that names another version than the current one, and changes nothing', async () => {
    await tokens.store.write(path, { value: 'first' }, { cas: 0 });
    await expect(tokens.store.write(path, { value: 'second' }, { cas: 0 })).rejects.toThrow(SecretConflict);
    await expect(tokens.store.write(path, { value: 'second' }, { cas: 7 })).rejects.toThrow(SecretConflict);
    expect((await tokens.store.read(path))?.data['value']?.reveal()).toBe('first');
  });

  it('lets exactly one of twenty writers of the same version win', async () => {
    const writes = Array.from({ length: 20 }, (_, n) => tokens.store.write(path, { value: `writer ${n}` }, { cas: 0 }));
    const outcomes = await Promise.allSettled(writes);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await tokens.store.history(path))?.currentVersion).toBe(1);
  });

  it('keeps every version readable by its number', async () => {
    await tokens.store.write(path, { value: 'one' }, { cas: 0 });
    await tokens.store.write(path, { value: 'two' }, { cas: 1 });
    expect((await tokens.store.read(path, { version: 1 }))?.data['value']?.reveal()).toBe('one');
    expect((await tokens.store.read(path))?.data['value']?.reveal()).toBe('two');
    expect(await tokens.store.read(path, { version: 3 })).toBeUndefined();
  });

  it('deletes softly, undoes that, destroys for good, and its history tells which', async () => {
    await tokens.store.write(path, { value: 'one' }, { cas: 0 });
    await tokens.store.write(path, { value: 'two' }, { cas: 1 });
    await tokens.store.delete(path, [1, 2]);
    expect(await tokens.store.read(path)).toBeUndefined();
    await tokens.store.undelete(path, [2]);
    expect((await tokens.store.read(path))?.data['value']?.reveal()).toBe('two');
    await tokens.store.destroy(path, [2]);
    await tokens.store.undelete(path, [2]);
    expect(await tokens.store.read(path)).toBeUndefined();
    const history = await tokens.store.history(path);
    expect(history?.versions.map(({ state }) => state)).toEqual(['deleted', 'destroyed']);
  });

  it('counts a deleted version as the current one, so that a rewrite names it', async () => {
    await tokens.store.write(path, { value: 'one' }, { cas: 0 });
    await tokens.store.delete(path, [1]);
    await expect(tokens.store.write(path, { value: 'again' }, { cas: 0 })).rejects.toThrow(SecretConflict);
    expect(await tokens.store.write(path, { value: 'again' }, { cas: 1 })).toEqual({ version: 2 });
  });

  it('forgets a secret with its history, and lists what is there', async () => {
    const tenant = `tokens/${randomUUID()}`;
    await tokens.store.write(`${tenant}/a`, { value: 'x' }, { cas: 0 });
    await tokens.store.write(`${tenant}/b/c`, { value: 'x' }, { cas: 0 });
    expect(await tokens.store.list(tenant)).toEqual(['a', 'b/']);
    await tokens.store.forget(`${tenant}/a`);
    expect(await tokens.store.history(`${tenant}/a`)).toBeUndefined();
    expect(await tokens.store.list(tenant)).toEqual(['b/']);
    expect(await tokens.store.list('tokens/nobody')).toEqual([]);
  });

  it.each([
    '../services/auth-token/database',
    'a//b',
    'a/./b',
    'a/..',
    'a%2f..%2fb',
    'a?version=1',
    'a#b',
    '',
    'a/{{b}}',
  ])('accepts no path that could mean another secret: %j', async (bad) => {
    await expect(tokens.store.read(`tokens/${bad}`)).rejects.toMatchObject({ kind: 'refused' });
    await expect(tokens.store.write(`tokens/${bad}`, { value: 'x' }, { cas: 0 })).rejects.toThrow('is not a path');
  });

  describe('between services', () => {
    it("another service's login is denied third-party secrets, in every way to ask for one", async () => {
      await tokens.store.write(path, { value: 'sk-live-1' }, { cas: 0 });
      const other = await openSecretStore({ address: server.url, login: server.logins['order-processing'] });
      try {
        await expect(other.store.read(path)).rejects.toMatchObject({ kind: 'denied' });
        await expect(other.store.history(path)).rejects.toMatchObject({ kind: 'denied' });
        await expect(other.store.list('tokens/acme')).rejects.toMatchObject({ kind: 'denied' });
        await expect(other.store.write(path, { value: 'x' }, { cas: 1 })).rejects.toMatchObject({ kind: 'denied' });
        await expect(other.store.destroy(path, [1])).rejects.toMatchObject({ kind: 'denied' });
        expect(other.store.health()).toEqual({ state: 'ready' });
      } finally {
        await other.close();
      }
    });

    it('a service writes its own public path, everybody reads it, nobody else writes it', async () => {
      const [gateway, cleanup] = await Promise.all([
        openSecretStore({ address: server.url, login: server.logins.gateway }),
        openSecretStore({ address: server.url, login: server.logins.cleanup }),
      ]);
      try {
        await gateway.store.write('public/gateway/exchange', { public_key: 'abc' }, { cas: 0 });
        expect((await cleanup.store.read('public/gateway/exchange'))?.data['public_key']?.reveal()).toBe('abc');
        const forged = cleanup.store.write('public/gateway/exchange', { public_key: 'evil' }, { cas: 1 });
        await expect(forged).rejects.toMatchObject({ kind: 'denied' });
        await expect(cleanup.store.read('services/gateway/exchange')).rejects.toMatchObject({ kind: 'denied' });
      } finally {
        await Promise.all([gateway.close(), cleanup.close()]);
      }
    });
  });

  describe('when an answer is lost', () => {
    let proxy: FaultyProxy;
    let shaky: OpenSecretStore;
    const isWrite = ({ method, path: to }: { method: string; path: string }): boolean =>
      method === 'POST' && to.startsWith('/v1/secret/data/');
    const writes = (): number => proxy.seen.filter(isWrite).length;

    beforeEach(async () => {
      proxy = new FaultyProxy(server.url);
      shaky = await openSecretStore({ address: await proxy.start(), login: server.logins['auth-token'] });
    });
    afterEach(async () => {
      await shaky.close();
      await proxy.stop();
    });

    it('a write that happened is reported as done, and not sent again', async () => {
      proxy.fate = (seen) => (isWrite(seen) && writes() === 1 ? { kind: 'lose' } : { kind: 'pass' });
      expect(await shaky.store.write(path, { value: 'mine' }, { cas: 0 })).toEqual({ version: 1 });
      expect(writes()).toBe(1);
      expect((await tokens.store.history(path))?.currentVersion).toBe(1);
    });

    it('a write that did not happen is sent again', async () => {
      proxy.fate = (seen) => (isWrite(seen) && writes() === 1 ? { kind: 'refuse' } : { kind: 'pass' });
      expect(await shaky.store.write(path, { value: 'mine' }, { cas: 0 })).toEqual({ version: 1 });
      expect(writes()).toBe(2);
    });

    it("another's write at the same version is a conflict, never taken for ours", async () => {
      await tokens.store.write(path, { value: 'theirs' }, { cas: 0 });
      proxy.fate = (seen) => (isWrite(seen) && writes() === 1 ? { kind: 'lose' } : { kind: 'pass' });
      await expect(shaky.store.write(path, { value: 'mine' }, { cas: 0 })).rejects.toThrow(SecretConflict);
    });

    it('says that the outcome is not known when nobody can look any more', async () => {
      proxy.fate = (seen) => (seen.path.includes(path) ? { kind: 'refuse' } : { kind: 'pass' });
      const written = shaky.store.write(path, { value: 'mine' }, { cas: 0 });
      await expect(written).rejects.toMatchObject({ kind: 'down', outcomeUnknown: true });
    });
  });
});
