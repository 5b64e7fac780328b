import {
  createRevocationWebhook,
  parseInput,
  updateRevocationWebhook,
  WEBHOOKS_PER_TENANT_MAX,
} from '@strongroom/contracts';
import { testDatabase, type TestDatabase } from '@strongroom/testing';
import { TidyWebhookSecrets } from '@strongroom/webhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startReplica, secretStoreOf, type Replica } from './support/replica.js';
import { webhooksOf, type Webhooks } from './support/webhooks.js';

jest.setTimeout(60_000);

const url = 'http://127.0.0.1:9/hooks';
const FOLDER = 'services/revocation/webhooks';

let database: TestDatabase;
let replica: Replica;
let hooks: Webhooks;
let store: Awaited<ReturnType<typeof secretStoreOf>>;

beforeAll(async () => {
  store = await secretStoreOf('revocation');
});
beforeEach(async () => {
  database = await testDatabase();
  replica = await startReplica(database);
  hooks = webhooksOf(replica);
});
afterEach(async () => {
  await replica.close();
  await database.close();
});
afterAll(async () => {
  await store.close();
});

const rows = () => database.query(`SELECT FROM revocation.webhook_endpoint`);
const secretsOf = (id: string) => store.store.history(`${FOLDER}/${id}`);
const audited = (): Promise<{ action: string; tenant: string; details: Record<string, unknown> }[]> =>
  database.query(`SELECT action, tenant, details FROM audit.entry WHERE target_type = 'webhook' ORDER BY recorded_at`);

describe('an endpoint', () => {
  it('is made, listed, shown, changed and deleted by its tenant, each of it audited without the path of its URL', async () => {
    const { secret, ...made } = await hooks.create({ url: `${url}/t0ken?key=1`, description: 'SIEM' });
    expect(secret).toMatch(/^whsec_/);
    expect(made).toMatchObject({ platform: false, status: 'enabled', failures: 0, created_by: { id: 'test-client' } });
    expect(await hooks.list()).toEqual({ webhooks: [made] });
    expect(await hooks.show(made.webhook_id)).toEqual(made);
    const changed = await hooks.update(made.webhook_id, { url, description: 'another' });
    expect(changed).toMatchObject({ url, description: 'another', event_types: ['revocation.sealed'] });
    expect(await hooks.enable(made.webhook_id)).toEqual(changed);
    await hooks.remove(made.webhook_id);
    expect(await hooks.list()).toEqual({ webhooks: [] });
    expect(await secretsOf(made.webhook_id)).toBeUndefined();
    const entries = await audited();
    expect(entries.map(({ action }) => action)).toEqual(['webhook.create', 'webhook.update', 'webhook.delete']);
    expect(JSON.stringify(entries)).not.toMatch(/t0ken|key=1|whsec_/);
  });

  it('of another tenant is not there, whatever is asked of it', async () => {
    const { webhook_id: id } = await hooks.create({ url }, { tenant: 'acme' });
    const unknown = { code: 'err:webhooks:unknown:webhook' };
    expect(await hooks.list()).toEqual({ webhooks: [] });
    for (const ask of [
      () => hooks.show(id),
      () => hooks.update(id, { description: 'mine' }),
      () => hooks.enable(id),
      () => hooks.rotate(id, 0),
      () => hooks.deliveries(id),
      () => hooks.resend(id),
      () => hooks.remove(id),
    ])
      await expect(ask()).rejects.toMatchObject(unknown);
    expect(await hooks.show(id, { tenant: 'acme' })).toMatchObject({ description: '' });
  });

  it('of the platform is made, seen and changed by those alone who have the operator’s right', async () => {
    await expect(hooks.create({ url, platform: true })).rejects.toMatchObject({ code: 'err:access:denied:scope' });
    expect(await rows()).toEqual([]);
    const operator = { operator: true };
    const { webhook_id: id } = await hooks.create({ url, platform: true }, operator);
    expect(await hooks.list()).toEqual({ webhooks: [] });
    await expect(hooks.show(id)).rejects.toMatchObject({ code: 'err:webhooks:unknown:webhook' });
    expect((await hooks.list({ tenant: 'ops', operator: true })).webhooks).toMatchObject([
      { webhook_id: id, platform: true },
    ]);
    await hooks.remove(id, operator);
    expect((await audited()).map(({ tenant }) => tenant)).toEqual(['*', '*']);
  });

  it('is one of so many at most, also when several are asked for at once', async () => {
    const asked = Array.from({ length: WEBHOOKS_PER_TENANT_MAX + 3 }, () => hooks.create({ url }));
    const outcomes = await Promise.allSettled(asked);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject(Array(3).fill({ reason: { code: 'err:webhooks:exceeded:webhooks' } }));
    expect(await rows()).toHaveLength(WEBHOOKS_PER_TENANT_MAX);
    await hooks.create({ url }, { tenant: 'acme' });
  });

  it.each([
    'http://169.254.169.254/',
    'https://10.0.0.1/',
    'http://1.1.1.1/',
    'https://[::ffff:10.0.0.1]/',
    'https://no-such-host.invalid/',
  ])('at %s is refused with the field and the rule, made or changed, and changes nothing', async (bad) => {
    const refused = {
      code: 'err:webhooks:invalid:url',
      fields: [{ pointer: '/url', rule: expect.stringContaining('must be') }],
    };
    const { webhook_id: id } = await hooks.create({ url });
    await expect(hooks.create({ url: bad })).rejects.toMatchObject(refused);
    await expect(hooks.update(id, { url: bad })).rejects.toMatchObject(refused);
    expect((await hooks.list()).webhooks.map((one) => one.url)).toEqual([url]);
  });
});

describe('what is asked', () => {
  const whole = { url: 'https://receiver.example/', event_types: ['stop.sealed'] };

  it.each([
    ['/url', { ...whole, url: 'receiver.example' }],
    ['/url', { ...whole, url: 'ftp://receiver.example/' }],
    ['/url', { ...whole, url: 'file:///etc/passwd' }],
    ['/url', { ...whole, url: 'https://user:word@receiver.example/' }],
    ['/url', { ...whole, url: 'https://receiver.example/#part' }],
    ['/url', { ...whole, url: `https://receiver.example/${'x'.repeat(2_048)}` }],
    ['/url', { ...whole, url: undefined }],
    ['/event_types', { ...whole, event_types: [] }],
    ['/event_types', { ...whole, event_types: ['stop.sealed', 'stop.sealed'] }],
    ['/event_types/0', { ...whole, event_types: ['orders.placed'] }],
    ['/description', { ...whole, description: 'x'.repeat(201) }],
    ['/platform', { ...whole, platform: 'yes' }],
    ['/secret', { ...whole, secret: 'mine' }],
  ])('is refused by name of %s', (pointer, given) => {
    expect(() => parseInput(createRevocationWebhook.input, given)).toThrow(
      expect.objectContaining({ fields: [{ pointer, rule: expect.any(String) }] }),
    );
  });

  it('to be changed has to be something', () => {
    const webhook_id = '0198f2d0-0000-7000-8000-000000000001';
    expect(() => parseInput(updateRevocationWebhook.input, { webhook_id })).toThrow('must change something');
  });
});

describe('a secret', () => {
  it('whose webhook was never made, or is gone, is forgotten after an hour; the others stay', async () => {
    const orphan = `${hexOf(Date.now() - 3_700_000)}-7000-8000-000000000001`;
    const young = `${hexOf(Date.now())}-7000-8000-000000000002`;
    for (const id of [orphan, young]) await store.store.write(`${FOLDER}/${id}`, { value: 'whsec_' }, { cas: 0 });
    const { webhook_id: made } = await hooks.create({ url });
    const kept = `${hexOf(Date.now() - 3_700_000)}-7000-8000-000000000003`;
    await store.store.write(`${FOLDER}/${kept}`, { value: 'whsec_' }, { cas: 0 });
    await database.query(`UPDATE revocation.webhook_endpoint SET id = $2 WHERE id = $1`, [made, kept]);
    await replica.module.get(TidyWebhookSecrets).pass();
    expect(await secretsOf(orphan)).toBeUndefined();
    expect(await secretsOf(young)).toBeDefined();
    expect(await secretsOf(kept)).toBeDefined();
    for (const id of [young, kept, made]) await store.store.forget(`${FOLDER}/${id}`);
  });

  it('that two calls rotate at once is that of one of them, and the other is told', async () => {
    const { webhook_id: id } = await hooks.create({ url });
    const outcomes = await Promise.allSettled([hooks.rotate(id, 60), hooks.rotate(id, 60)]);
    const won = outcomes.filter(({ status }) => status === 'fulfilled');
    const lost = outcomes.filter(({ status }) => status === 'rejected');
    // One after the other is good too.
    expect(won.length + lost.length).toBe(2);
    expect(won.length).toBeGreaterThan(0);
    for (const one of lost) expect(one).toMatchObject({ reason: { code: 'err:webhooks:conflict:secret' } });
  });
});

function hexOf(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}
