import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from '@strongroom/kernel';
import { AuditLog } from '@strongroom/audit';
import { runInContext } from '@strongroom/security-context';
import { inTenant, testContext } from '@strongroom/testing';
import { AuthTokenHarness, type Replica } from './auth-token-harness.js';

let harness: AuthTokenHarness;
let service: Replica;

beforeAll(async () => {
  harness = await AuthTokenHarness.start();
  service = await harness.replica();
});
afterAll(() => harness.close());

const store = (tenant: string): Promise<{ secret_id: string }> =>
  inTenant(tenant, () =>
    service.storeSecret.execute({ service_name: 'cohere', token_type: 'api_key', name: 'x', value: 'y' }),
  );
const list = (tenant: string, limit: number, before?: string): ReturnType<Replica['listAuditEntries']['execute']> =>
  inTenant(tenant, () => service.listAuditEntries.execute({ limit, before }));

describe('the audit log of a tenant', () => {
  it('says who did what to what, newest first', async () => {
    const tenant = `audit-${uuidv7()}`;
    const { secret_id } = await store(tenant);
    const { entries } = await list(tenant, 10);
    expect(entries.map(({ action }) => action)).toEqual(['secret.store', 'secret.store.begin']);
    expect(entries[1]).toEqual({
      id: expect.any(String),
      recorded_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      action: 'secret.store.begin',
      outcome: 'succeeded',
      actor: { type: 'client', id: 'test-client' },
      target: { type: 'secret', id: secret_id },
      details: { service_name: 'cohere', token_type: 'api_key', version: 1 },
      trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('is read page by page without a gap or a repeat', async () => {
    const tenant = `pages-${uuidv7()}`;
    for (let n = 0; n < 3; n += 1) await store(tenant);
    const { entries: all } = await list(tenant, 100);
    expect(all).toHaveLength(6);
    const first = await list(tenant, 4);
    expect(first.next).toBe(first.entries[3]?.id);
    const last = await list(tenant, 4, first.next ?? '');
    expect(last.next).toBeNull();
    expect([...first.entries, ...last.entries]).toEqual(all);
    await expect(list(tenant, 6)).resolves.toMatchObject({ next: null });
  });

  it('holds nothing of another tenant', async () => {
    await store('acme');
    await expect(list(`empty-${uuidv7()}`, 100)).resolves.toEqual({ entries: [], next: null });
  });

  it('has what was done to every tenant at once for whoever may do so, in one order, and for nobody else', async () => {
    const record = (tenant: string, action: string) =>
      inTenant(tenant, () =>
        service.transactions.run(() =>
          new AuditLog(service.db).record({ action, target: { type: 'stop', id: '' }, outcome: 'succeeded' }),
        ),
      );
    const tenant = `beyond-${uuidv7()}`;
    await record(tenant, 'a.first');
    await record('*', 'emergency.stop');
    await record(`another-${tenant}`, 'a.secret');
    await record(tenant, 'a.last');
    const actions = (...scopes: string[]) =>
      runInContext(testContext({ tenant, scopes }), async () => {
        const { entries } = await service.listAuditEntries.execute({ limit: 3 });
        return entries.map(({ action }) => action);
      });
    await expect(actions('audit:read', 'revocation:emergency')).resolves.toEqual([
      'a.last',
      'emergency.stop',
      'a.first',
    ]);
    await expect(actions('audit:read')).resolves.toEqual(['a.last', 'a.first']);
  });
});
