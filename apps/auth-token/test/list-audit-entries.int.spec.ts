import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
    const paged = [];
    for (let before: string | undefined; ; before = paged.at(-1)?.id) {
      const { entries } = await list(tenant, 4, before);
      if (entries.length === 0) break;
      paged.push(...entries);
    }
    expect(paged).toEqual(all);
  });

  it('holds nothing of another tenant', async () => {
    await store('acme');
    await expect(list(`empty-${uuidv7()}`, 100)).resolves.toEqual({ entries: [] });
  });
});
