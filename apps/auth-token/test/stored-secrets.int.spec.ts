import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Output, type storeSecret } from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { inTenant } from '@strongroom/testing';
import { AuthTokenHarness, type Replica } from './auth-token-harness.js';

let harness: AuthTokenHarness;
let service: Replica;

beforeAll(async () => {
  harness = await AuthTokenHarness.start();
  service = await harness.replica();
});
afterAll(() => harness.close());

const about = { service_name: 'openai', token_type: 'api_key', name: 'summaries' } as const;
const someValue = (): string => `sk-${randomBytes(24).toString('base64url')}`;
const store = (value: string, tenant = 'demo'): Promise<Output<typeof storeSecret>> =>
  inTenant(tenant, () => service.storeSecret.execute({ ...about, value }));
const retrieve = (secret_id: string, version?: number): Promise<{ value: string; version: number }> =>
  inTenant('demo', () => service.retrieveSecret.execute({ secret_id, version }));
const rotate = (secret_id: string, expected_version: number, value: string): Promise<{ version: number }> =>
  inTenant('demo', () => service.rotateSecret.execute({ secret_id, expected_version, value }));
const auditOf = (id: string): Promise<{ action: string; outcome: string; details: object }[]> =>
  database().query('SELECT action, outcome, details FROM audit.entry WHERE target_id = $1 ORDER BY id', [id]);
const database = (): AuthTokenHarness['database'] => harness.database;
const failure = (code: string): unknown => expect.objectContaining({ code });

describe('a stored secret', () => {
  it('comes back exactly as it was stored, whatever characters it has', async () => {
    for (const value of ['x', '-----BEGIN KEY-----\nä€😀\u0000\u2028\n', someValue().repeat(1000)]) {
      const { secret_id, version } = await store(value);
      await expect(retrieve(secret_id)).resolves.toEqual({ secret_id, version, value });
    }
  });

  it('is shown without its value', async () => {
    const stored = await inTenant('demo', () =>
      service.storeSecret.execute({ ...about, value: someValue(), expires_at: '2027-01-31T00:00:00Z' }),
    );
    expect(stored).toMatchObject({ ...about, version: 1, expires_at: '2027-01-31T00:00:00.000Z' });
    expect(Object.keys(stored)).not.toContain('value');
    const { secret_id } = stored;
    await expect(inTenant('demo', () => service.showSecret.execute({ secret_id }))).resolves.toEqual(stored);
  });

  it('keeps its earlier versions readable, and says who asked for each', async () => {
    const [first, second] = [someValue(), someValue()];
    const { secret_id } = await store(first);
    await expect(rotate(secret_id, 1, second)).resolves.toMatchObject({ version: 2 });
    await expect(retrieve(secret_id)).resolves.toMatchObject({ version: 2, value: second });
    await expect(retrieve(secret_id, 1)).resolves.toMatchObject({ version: 1, value: first });
    const { versions } = await inTenant('demo', () => service.showSecretHistory.execute({ secret_id }));
    const requested_by = { type: 'client', id: 'test-client' };
    expect(versions).toMatchObject([
      { version: 2, state: 'stored', requested_by },
      { version: 1, state: 'stored', requested_by },
    ]);
    await expect(retrieve(secret_id, 3)).rejects.toEqual(failure('err:secrets:unknown:version'));
  });

  it('refuses a change that was decided on a version which is no longer current', async () => {
    const { secret_id } = await store(someValue());
    const second = someValue();
    await rotate(secret_id, 1, second);
    await expect(rotate(secret_id, 1, someValue())).rejects.toMatchObject({
      code: 'err:secrets:conflict:version',
      message: 'expected_version: the current version is 2',
    });
    const stale = inTenant('demo', () => service.deleteSecret.execute({ secret_id, expected_version: 1 }));
    await expect(stale).rejects.toEqual(failure('err:secrets:conflict:version'));
    await expect(retrieve(secret_id)).resolves.toMatchObject({ version: 2, value: second });
  });

  it('takes one of many rotations that start from the same version', async () => {
    const { secret_id } = await store(someValue());
    const values = Array.from({ length: 8 }, someValue);
    const outcomes = await Promise.allSettled(values.map((value) => rotate(secret_id, 1, value)));
    const won = outcomes.findIndex(({ status }) => status === 'fulfilled');
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({
          code: expect.stringMatching(/^err:secrets:conflict:(?:busy|version)$/),
        });
    }
    await expect(retrieve(secret_id)).resolves.toMatchObject({ version: 2, value: values[won] });
  });

  it('is gone from the secret store and from the tables when it is deleted', async () => {
    const { secret_id } = await store(someValue());
    await rotate(secret_id, 1, someValue());
    const deletion = inTenant('demo', () => service.deleteSecret.execute({ secret_id, expected_version: 2 }));
    await expect(deletion).resolves.toEqual({ secret_id, status: 'deleted' });
    await expect(retrieve(secret_id)).rejects.toEqual(failure('err:secrets:unknown:secret'));
    await expect(harness.vault.history(`tokens/demo/${secret_id}`)).resolves.toBeUndefined();
    for (const table of ['stored_token', 'stored_token_version'])
      await expect(database().query(`SELECT FROM auth.${table} WHERE secret_id = $1`, [secret_id])).resolves.toEqual(
        [],
      );
  });

  it('leaves an audit entry of each step, and of a reading before the value is fetched', async () => {
    const { secret_id } = await store(someValue());
    await rotate(secret_id, 1, someValue());
    await retrieve(secret_id, 1);
    await inTenant('demo', () => service.deleteSecret.execute({ secret_id, expected_version: 2 }));
    await expect(auditOf(secret_id)).resolves.toEqual([
      {
        action: 'secret.store.begin',
        outcome: 'succeeded',
        details: { service_name: 'openai', token_type: 'api_key', version: 1 },
      },
      { action: 'secret.store', outcome: 'succeeded', details: { version: 1 } },
      { action: 'secret.rotate.begin', outcome: 'succeeded', details: { from_version: 1, version: 2 } },
      { action: 'secret.rotate', outcome: 'succeeded', details: { version: 2 } },
      { action: 'secret.retrieve', outcome: 'succeeded', details: { version: 1 } },
      { action: 'secret.delete.begin', outcome: 'succeeded', details: { version: 2 } },
      { action: 'secret.delete', outcome: 'succeeded', details: {} },
    ]);
  });
});

describe('the list of secrets', () => {
  it('is read page by page, newest first, and holds no other tenant’s', async () => {
    const tenant = `list-${uuidv7()}`;
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.unshift((await store(someValue(), tenant)).secret_id);
    await store(someValue(), 'demo');
    const page = (before?: string): Promise<(string | null)[]> =>
      inTenant(tenant, async () => {
        const { secrets, next } = await service.listSecrets.execute({ limit: 2, before });
        return [...secrets.map(({ secret_id }) => secret_id), next];
      });
    await expect(page()).resolves.toEqual([...ids.slice(0, 2), ids[1]]);
    await expect(page(ids[1])).resolves.toEqual([...ids.slice(2, 4), ids[3]]);
    await expect(page(ids[3])).resolves.toEqual([...ids.slice(4), null]);
  });
});

describe('the value of a secret', () => {
  it('is in no table of the database', async () => {
    const values = [someValue(), someValue()] as const;
    const { secret_id } = await store(values[0]);
    await rotate(secret_id, 1, values[1]);
    await retrieve(secret_id);
    const tables = await database().query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['auth.stored_token', 'audit.entry']));
    for (const { name } of tables) {
      const rows = await database().query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      const dump = rows.map(({ row }) => row).join('\n');
      for (const value of values) expect(dump).not.toContain(value.slice(3, 20));
    }
  });

  it('cannot be read with the login of another service', async () => {
    const { secret_id } = await store(someValue());
    const path = `tokens/demo/${secret_id}`;
    const others = await harness.vaultAs('order-processing');
    await expect(others.read(path)).rejects.toMatchObject({ kind: 'denied' });
    await expect(others.history(path)).rejects.toMatchObject({ kind: 'denied' });
    await expect(others.write(path, { value: 'mine' }, { cas: 1 })).rejects.toMatchObject({ kind: 'denied' });
  });
});

describe('another tenant’s secret', () => {
  it('cannot be told from one that does not exist, whatever is asked of it', async () => {
    const { secret_id: theirs } = await store(someValue(), 'acme');
    const answers = async (secret_id: string): Promise<unknown[]> => {
      const value = someValue();
      const outcomes = await Promise.allSettled(
        inTenant('demo', () => [
          service.showSecret.execute({ secret_id }),
          service.showSecretHistory.execute({ secret_id }),
          service.retrieveSecret.execute({ secret_id }),
          service.rotateSecret.execute({ secret_id, expected_version: 1, value }),
          service.deleteSecret.execute({ secret_id, expected_version: 1 }),
        ]),
      );
      return outcomes.map((outcome) => (outcome.status === 'rejected' ? String(outcome.reason) : outcome.value));
    };
    const ofTheirs = await answers(theirs);
    expect(ofTheirs).toEqual(Array(5).fill('DomainError: there is no secret of this id'));
    expect(ofTheirs).toEqual(await answers(uuidv7()));
    await expect(harness.vault.read(`tokens/acme/${theirs}`)).resolves.toMatchObject({ version: 1 });
  });
});
