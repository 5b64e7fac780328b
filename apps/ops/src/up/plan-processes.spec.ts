import { vaultRoles, type AppRoleFiles, type VaultRole } from '@strongroom/provisioning';
import { describe, expect, it } from '@jest/globals';
import { handedOnSettings } from '../settings/settings.js';
import { PortBook } from '../supervisor/port-book.js';
import { planProcesses, type Surroundings } from './plan-processes.js';

function surroundings(replicas: number): Surroundings {
  const login = (role: VaultRole): AppRoleFiles => ({
    method: 'approle',
    roleIdFile: `/logins/${role}/role_id`,
    secretIdFile: `/logins/${role}/secret_id`,
  });
  return {
    root: '/clone',
    replicas,
    databaseUrl: 'postgres://127.0.0.1:5432/strongroom',
    redisUrl: 'redis://127.0.0.1:6379',
    vaultAddress: 'http://127.0.0.1:8200',
    logins: Object.fromEntries(vaultRoles.map((role) => [role, login(role)])) as Surroundings['logins'],
    drainLimitMs: 10_000,
    handedOn: {},
  };
}

describe('planProcesses', () => {
  it('plans every service and the gateway as often as asked, and one simulator', async () => {
    const plan = await planProcesses(surroundings(3), new PortBook());
    const names = plan.services.map(({ name }) => name);
    expect(names).toHaveLength(18);
    expect(new Set(names).size).toBe(18);
    expect(plan.gatewayUrls).toHaveLength(3);
  });

  it('hands on where traces are to be sent and webhooks may go, and nothing of ours can be changed by it', async () => {
    const handedOn = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', WEBHOOK_ALLOWED_NETWORKS: '10.1.0.0/16' };
    const { services } = await planProcesses({ ...surroundings(1), handedOn }, new PortBook());
    for (const { env } of services) expect(env).toMatchObject(handedOn);
    const stray = handedOnSettings({ ...handedOn, VAULT_ADDR: 'http://elsewhere', NODE_OPTIONS: '--inspect' });
    expect(stray).toEqual(handedOn);
  });

  it('gives no two processes the same port', async () => {
    const plan = await planProcesses(surroundings(4), new PortBook());
    const ports = plan.services.flatMap(({ env }) => [
      env['PORT'],
      env['FEED_PORT'],
      env['CALLS_PORT'],
      env['MANAGEMENT_PORT'],
    ]);
    const all = [...ports.filter((port) => port !== undefined), new URL(plan.simulator.url).port];
    expect(new Set(all).size).toBe(all.length);
  });

  it('tells every process of all revocation replicas, and of one issuer', async () => {
    const { services, gatewayUrls } = await planProcesses(surroundings(2), new PortBook());
    const feeds = services.filter(({ what }) => what === 'revocation').map(({ env }) => env['FEED_PORT']);
    expect(new Set(services.map(({ env }) => env['REVOCATION_FEED_URLS']))).toEqual(
      new Set([feeds.map((port) => `http://127.0.0.1:${port ?? ''}`).join(',')]),
    );
    expect(new Set(services.map(({ env }) => env['ISSUER']))).toEqual(new Set([gatewayUrls[0]]));
  });

  it('tells every gateway of all auth-token replicas', async () => {
    const { services } = await planProcesses(surroundings(2), new PortBook());
    const valuesOf = (app: string, name: string) =>
      services.filter(({ what }) => what === app).map(({ env }) => env[name]);
    const all = valuesOf('auth-token', 'CALLS_PORT').map((port) => `http://127.0.0.1:${port ?? ''}`);
    expect(valuesOf('gateway', 'AUTH_TOKEN_CALLS_URLS')).toEqual([all.join(','), all.join(',')]);
  });

  it('hands each process its own login and no other, and the gateway no database', async () => {
    const { services } = await planProcesses(surroundings(1), new PortBook());
    for (const { what, env } of services) {
      expect(env['VAULT_SECRET_ID_FILE']).toBe(`/logins/${what}/secret_id`);
      expect(
        JSON.stringify(env)
          .match(/\/logins\/[a-z-]+/g)
          ?.every((path) => path === `/logins/${what}`),
      ).toBe(true);
      expect(Object.hasOwn(env, 'DATABASE_URL')).toBe(what !== 'gateway');
    }
  });
});
