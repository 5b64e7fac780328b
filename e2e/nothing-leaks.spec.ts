import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { DemoClient } from './support/client.ts';
import { sharedSystem, type System } from './support/system.ts';

/** Every row of every table that is not Postgres' own, as text. */
async function dumpTables(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const dumps: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t`);
      dumps.push(name, ...rows.map(({ row }) => row));
    }
    return dumps.join('\n');
  } finally {
    await client.end();
  }
}

const READ_BY_TYPE: Readonly<Record<string, readonly [command: string, ...rest: string[]]>> = {
  string: ['GET'],
  list: ['LRANGE', '0', '-1'],
  stream: ['XRANGE', '-', '+'],
  hash: ['HGETALL'],
  set: ['SMEMBERS'],
  zset: ['ZRANGE', '0', '-1'],
};

/** Every key of Redis with its value, as it is: what DUMP gives may be compressed. */
async function dumpRedis(url: string): Promise<string> {
  const redis = new Redis(url);
  try {
    const parts: string[] = [];
    let cursor = '0';
    do {
      const [next, keys] = await redis.scan(cursor, 'COUNT', 1_000);
      for (const key of keys) {
        const [command = 'GET', ...rest] = READ_BY_TYPE[await redis.type(key)] ?? [];
        parts.push(key, JSON.stringify(await redis.call(command, key, ...rest)));
      }
      cursor = next;
    } while (cursor !== '0');
    return parts.join('\n');
  } finally {
    redis.disconnect();
  }
}

async function readLogs(root: string): Promise<string> {
  const folder = join(root, '.strongroom', 'logs');
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile())
    .map((file) => readFile(join(file.parentPath, file.name), 'latin1'));
  return (await Promise.all(texts)).join('\n');
}

async function everyPlace({ env, root }: System): Promise<readonly [tables: string, redis: string, logs: string]> {
  return Promise.all([dumpTables(env['DATABASE_URL'] ?? ''), dumpRedis(env['REDIS_URL'] ?? ''), readLogs(root)]);
}

describe('a secret', () => {
  let system: System;
  let client: DemoClient;

  beforeAll(async () => {
    system = await sharedSystem();
    client = await DemoClient.of(system);
  });

  it('that was stored, read and rotated is in no table, no Redis key and no log line', async () => {
    const [value, next, beside] = [`canary-${randomUUID()}`, `canary-${randomUUID()}`, `beside-${randomUUID()}`];
    const stored = await client.ask('/v1/secrets', {
      json: { service_name: 'openai', token_type: 'api_key', name: beside, value },
    });
    expect(stored.status).toBe(201);
    const path = `/v1/secrets/${stored.body.text('secret_id')}`;
    expect((await client.ask(`${path}/value`)).body.text('value')).toBe(value);
    expect((await client.ask(`${path}/rotate`, { json: { value: next, expected_version: 1 } })).status).toBe(200);

    const [tables, redis, logs] = await everyPlace(system);
    // The search finds what is there: the name is in a table, the route in a log.
    expect(tables).toContain(beside);
    expect(logs).toContain('/v1/secrets');
    for (const place of [tables, redis, logs]) expect(place.includes(value) || place.includes(next)).toBe(false);
  });

  it('that was sent to be filtered is in no table, no Redis key and no log line', async () => {
    const canary = `canary.${randomUUID()}@example.org`;
    expect((await client.ask('/v1/filter', { json: { text: `write to ${canary}` } })).status).toBe(200);
    for (const place of await everyPlace(system)) expect(place.includes(canary)).toBe(false);
  });

  it('that was tokenised, and given back for a purpose, is in no table, no Redis key and no log line', async () => {
    const canary = `canary.${randomUUID()}@example.org`;
    const policy = { otherwise: 'tokenise' };
    const filtered = await client.ask('/v1/filter', { json: { text: `write to ${canary}`, policy } });
    expect(filtered.body.text('output')).toMatch(/^write to \[tok:EMAIL_ADDRESS:/);
    const actors = [{ type: 'client', id: system.env['DEMO_CLIENT_ID'] }];
    const purpose = { method: 'PUT', json: { types: ['EMAIL_ADDRESS'], actors } } as const;
    expect((await client.ask('/v1/filter/purposes/answers', purpose)).status).toBe(200);
    const asked = { text: filtered.body.text('output'), purpose: 'answers' };
    const back = await client.ask('/v1/detokenise', { json: asked });
    expect(back.body.text('output')).toBe(`write to ${canary}`);
    for (const place of await everyPlace(system)) expect(place.includes(canary)).toBe(false);
  });

  it('of the demo client is in no table and no log line', async () => {
    const secret = system.env['DEMO_CLIENT_SECRET'] ?? '';
    expect(secret.length).toBeGreaterThan(30);
    const places = await Promise.all([dumpTables(system.env['DATABASE_URL'] ?? ''), readLogs(system.root)]);
    for (const place of places) expect(place.includes(secret)).toBe(false);
  });

  it('of a token is in no log line', async () => {
    const logs = await readLogs(system.root);
    expect(logs.includes(client.token)).toBe(false);
    expect(logs).not.toMatch(/eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\./);
  });

  it('of another service is denied to every vault login but its own', async () => {
    const logins = join(system.root, '.strongroom', 'data', 'openbao', 'logins');
    const roles = await readdir(logins);
    const stored = await client.ask('/v1/secrets', {
      json: { service_name: 'openai', token_type: 'api_key', name: 'denied', value: `canary-${randomUUID()}` },
    });
    const paths = [
      `secret/data/tokens/demo/${stored.body.text('secret_id')}`,
      'secret/data/services/auth-token/database',
      'secret/data/services/auth-token/exchange',
    ];
    for (const role of roles) {
      const token = await vaultLogin(system, join(logins, role));
      for (const path of paths) {
        const response = await fetch(new URL(`/v1/${path}`, system.env['VAULT_ADDR']), {
          headers: { 'x-vault-token': token },
        });
        expect({ role, path, status: response.status }).toEqual({
          role,
          path,
          status: role === 'auth-token' ? 200 : 403,
        });
      }
    }
    expect(roles).toEqual(expect.arrayContaining(['auth-token', 'cleanup', 'gateway']));
  });
});

async function vaultLogin(system: System, folder: string): Promise<string> {
  const read = async (name: string): Promise<string> => (await readFile(join(folder, name), 'utf8')).trim();
  const response = await fetch(new URL('/v1/auth/approle/login', system.env['VAULT_ADDR']), {
    method: 'POST',
    body: JSON.stringify({ role_id: await read('role_id'), secret_id: await read('secret_id') }),
  });
  const { auth } = (await response.json()) as { auth: { client_token: string } };
  return auth.client_token;
}
