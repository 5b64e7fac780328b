import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { databaseRoles } from '@strongroom/entities';
import { Secret } from '@strongroom/vault';
import { Client, type QueryResultRow } from 'pg';
import { obtainPostgres, prepareRoles, ServerUnavailable } from '../src/index.js';
import { identify } from '../src/process/identity.js';
import { makeClone, type Clone } from './clone.js';

const say = (): void => undefined;

async function query<Row extends QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('obtainPostgres', () => {
  let clone: Clone;
  afterEach(() => clone.remove());

  it.each([
    ['that anybody may enter', 0o755],
    ['that is closed to others, as in root’s own home', 0o700],
  ] as const)('brings up a server in a folder %s', async (_, mode) => {
    clone = await makeClone(mode);
    const server = await obtainPostgres({ root: clone.root, data: 'scratch', say });
    try {
      const [settings] = await query(
        server.url,
        'select current_database() as name, getdatabaseencoding() as encoding',
      );
      expect(settings).toEqual({ name: 'strongroom', encoding: 'UTF8' });
      expect(new URL(server.url).hostname).toBe('127.0.0.1');
    } finally {
      await server.stop();
    }
    expect(identify(server.pid ?? 0)).toBeUndefined();
    expect(await readdir(join(clone.root, '.strongroom', 'scratch'))).toEqual([]);
  });

  it('keeps data, port and password over a restart, with every commit on disk', async () => {
    clone = await makeClone();
    const first = await obtainPostgres({ root: clone.root, data: 'kept', say });
    await query(first.url, 'create table kept as select 42 as answer');
    expect(await query(first.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
    await first.stop();
    const second = await obtainPostgres({ root: clone.root, data: 'kept', say });
    try {
      expect(second.url).toBe(first.url);
      expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    } finally {
      await second.stop();
    }
  });

  it('asks everybody for a password, also on this machine', async () => {
    clone = await makeClone();
    const server = await obtainPostgres({ root: clone.root, data: 'scratch', say });
    try {
      const url = new URL(server.url);
      url.password = 'guessed';
      await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed');
    } finally {
      await server.stop();
    }
  });

  it('says so when no server answers where the user pointed, and starts none instead', async () => {
    clone = await makeClone();
    const given = 'postgres://nobody:nothing@127.0.0.1:1/none';
    const obtained = obtainPostgres({ root: clone.root, given, data: 'kept', say });
    await expect(obtained).rejects.toThrow(ServerUnavailable);
    await expect(obtained).rejects.not.toThrow('nothing');
  });
});

describe('prepareRoles', () => {
  let clone: Clone;
  beforeEach(async () => {
    clone = await makeClone();
  });
  afterEach(() => clone.remove());

  it('makes each role once, however many ask at the same time, with no right but to log in', async () => {
    const server = await obtainPostgres({ root: clone.root, data: 'scratch', say });
    try {
      await Promise.all(Array.from({ length: 5 }, () => prepareRoles(server.url)));
      const roles = await query(
        server.url,
        `select rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication
         from pg_roles where rolname like 'strongroom\\_%' order by rolname`,
      );
      const none = { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false };
      const names = Object.values(databaseRoles).map(({ role }) => role);
      expect(roles).toEqual(
        names.sort().map((rolname) => ({ rolname, rolcanlogin: true, rolreplication: false, ...none })),
      );
    } finally {
      await server.stop();
    }
  });

  it('takes back rights that somebody gave by hand, and sets the password that the secret store holds', async () => {
    const server = await obtainPostgres({ root: clone.root, data: 'scratch', say });
    try {
      await query(server.url, `create role strongroom_cleanup superuser bypassrls login password 'old'`);
      const login = { username: 'strongroom_cleanup', password: Secret.of('s3cret-of-cleanup') } as const;
      await prepareRoles(server.url, { cleanup: login });
      const url = new URL(server.url);
      Object.assign(url, { username: login.username, password: login.password.reveal() });
      const [role] = await query(url.href, 'select rolsuper, rolbypassrls from pg_roles where rolname = current_user');
      expect(role).toEqual({ rolsuper: false, rolbypassrls: false });
    } finally {
      await server.stop();
    }
  });
});
