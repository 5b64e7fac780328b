import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ContentFilterHarness, newTenant, type Replica } from './content-filter-harness.js';

// The first file of a run migrates the template database, on a machine that may be busy.
jest.setTimeout(60_000);

let harness: ContentFilterHarness;
let service: Replica;

beforeAll(async () => {
  harness = await ContentFilterHarness.start();
  service = await harness.replica();
});
afterAll(() => harness.close());

const flagAll = { score_min: 0.5, otherwise: 'flag' };
const blockAll = { score_min: 0.9, otherwise: 'block', rules: { 'contact.email': 'allow' } };

describe('the policy of a tenant', () => {
  it('is the default, as version 0, until one is set', async () => {
    await expect(service.showFilterPolicy(newTenant(), {})).resolves.toEqual({
      version: 0,
      direction: 'outbound',
      restored_from: null,
      policy: {
        score_min: 0.5,
        otherwise: 'redact',
        families: { malicious: 'flag', profanity: 'flag' },
        types: { CREDIT_CARD: 'mask', IBAN_CODE: 'mask', URL: 'flag', CONFIDENTIALITY_MARKING: 'flag' },
      },
      set_at: null,
      set_by: null,
    });
  });

  it('holds for every replica from the moment it is set, and for nobody else', async () => {
    const tenant = newTenant();
    const other = await harness.replica();
    const set = await service.setFilterPolicy(tenant, { policy: blockAll, expected_version: 0 });
    expect(set).toEqual({
      version: 1,
      direction: 'outbound',
      restored_from: null,
      policy: blockAll,
      set_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      set_by: { type: 'client', id: 'test-client' },
    });
    await expect(other.showFilterPolicy(tenant, {})).resolves.toEqual(set);
    const body = { text: 'card 4111111111111111' };
    await expect(other.filterText(tenant, body)).resolves.toMatchObject({ action: 'block', policy_version: 1 });
    await expect(other.filterText(newTenant(), body)).resolves.toMatchObject({ action: 'mask', policy_version: 0 });
  });

  it('goes up by one version a change, each with its audit entry', async () => {
    const tenant = newTenant();
    await service.setFilterPolicy(tenant, { policy: blockAll, expected_version: 0 });
    await service.setFilterPolicy(tenant, { policy: flagAll, expected_version: 1 });
    await expect(service.showFilterPolicy(tenant, {})).resolves.toMatchObject({ version: 2, policy: flagAll });
    const entries = await harness.auditOf(tenant);
    expect(entries.map(({ action, details }) => ({ action, details }))).toEqual([
      { action: 'filter-policy.set', details: { direction: 'outbound', version: 1 } },
      { action: 'filter-policy.set', details: { direction: 'outbound', version: 2 } },
    ]);
  });

  it.each([
    ['one that is over', 0],
    ['one that never was', 7],
  ])('is not changed by somebody who has seen another version: %s', async (_name, expected_version) => {
    const tenant = newTenant();
    await service.setFilterPolicy(tenant, { policy: blockAll, expected_version: 0 });
    await expect(service.setFilterPolicy(tenant, { policy: flagAll, expected_version })).rejects.toMatchObject({
      code: 'err:filter:conflict:version',
    });
    await expect(service.showFilterPolicy(tenant, {})).resolves.toMatchObject({ version: 1, policy: blockAll });
    await expect(harness.auditOf(tenant)).resolves.toHaveLength(1);
  });

  it('is changed by exactly one of many who set it at once', async () => {
    const tenant = newTenant();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => service.setFilterPolicy(tenant, { policy: flagAll, expected_version: 0 })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'err:filter:conflict:version' });
    }
    await expect(harness.auditOf(tenant)).resolves.toHaveLength(1);
  });

  it('is not set when it names what no rule finds', async () => {
    const tenant = newTenant();
    const policy = { types: { 'CARD/~': 'block' } };
    await expect(service.setFilterPolicy(tenant, { policy, expected_version: 0 })).rejects.toMatchObject({
      code: 'err:filter:invalid:policy',
      fields: [{ pointer: '/policy/types/CARD~1~0' }],
    });
    await expect(service.showFilterPolicy(tenant, {})).resolves.toMatchObject({ version: 0 });
  });

  it.each(['UPDATE filter.policy_version SET version = 9', 'DELETE FROM filter.policy_version'])(
    'cannot be rewritten by the service itself: %s',
    async (sql) => {
      await expect(harness.asService(newTenant(), sql)).rejects.toMatchObject({ sqlState: '42501' });
    },
  );
});

describe('the two directions', () => {
  it('have policies of their own, numbered apart', async () => {
    const tenant = newTenant();
    await service.setFilterPolicy(tenant, { direction: 'inbound', policy: blockAll, expected_version: 0 });
    const text = 'card 4111111111111111';
    await expect(service.filterText(tenant, { text, direction: 'inbound' })).resolves.toMatchObject({
      action: 'block',
      policy_version: 1,
    });
    const items = [{ text }];
    await expect(service.filterBatch(tenant, { items, direction: 'inbound' })).resolves.toMatchObject({
      results: [{ action: 'block' }],
    });
    await expect(service.filterText(tenant, { text })).resolves.toMatchObject({ action: 'mask', policy_version: 0 });
    await service.setFilterPolicy(tenant, { direction: 'outbound', policy: flagAll, expected_version: 0 });
    await expect(service.filterText(tenant, { text })).resolves.toMatchObject({ action: 'flag', policy_version: 1 });
    await expect(service.showFilterPolicy(tenant, { direction: 'inbound' })).resolves.toMatchObject({
      direction: 'inbound',
      policy: blockAll,
    });
  });

  it('are two: any other is refused by name', async () => {
    await expect(service.filterText(newTenant(), { text: 'a', direction: 'sideways' })).rejects.toMatchObject({
      code: 'err:request:invalid:schema',
      fields: [{ pointer: '/direction' }],
    });
  });
});

describe('the versions of a policy', () => {
  it('are listed newest first, page by page, of one tenant and direction', async () => {
    const tenant = newTenant();
    await service.setFilterPolicy(newTenant(), { policy: blockAll, expected_version: 0 });
    await service.setFilterPolicy(tenant, { direction: 'inbound', policy: blockAll, expected_version: 0 });
    for (const [seen, policy] of [flagAll, blockAll, flagAll].entries())
      await service.setFilterPolicy(tenant, { policy, expected_version: seen });

    const first = await service.listFilterPolicies(tenant, { limit: '2' });
    expect(first).toMatchObject({ versions: [{ version: 3 }, { version: 2, policy: blockAll }], next: 2 });
    const rest = await service.listFilterPolicies(tenant, { limit: '2', before: String(first.next) });
    expect(rest).toMatchObject({ versions: [{ version: 1, policy: flagAll }], next: null });
    await expect(service.listFilterPolicies(newTenant(), {})).resolves.toEqual({ versions: [], next: null });
  });

  it('can be put back: as a new version that says which one it repeats, and on record', async () => {
    const tenant = newTenant();
    await service.setFilterPolicy(tenant, { policy: blockAll, expected_version: 0 });
    await service.setFilterPolicy(tenant, { policy: flagAll, expected_version: 1 });
    const restored = await service.restoreFilterPolicy(tenant, { version: 1, expected_version: 2 });
    expect(restored).toMatchObject({ version: 3, restored_from: 1, policy: blockAll });
    await expect(service.showFilterPolicy(tenant, {})).resolves.toEqual(restored);
    await expect(service.filterText(tenant, { text: 'card 4111111111111111' })).resolves.toMatchObject({
      action: 'block',
      policy_version: 3,
    });
    expect((await harness.auditOf(tenant))[2]).toMatchObject({
      action: 'filter-policy.restore',
      details: { direction: 'outbound', version: 3, restored_from: 1 },
    });
  });

  it.each([
    ['that was never set', { version: 2, expected_version: 1 }, 'err:filter:unknown:version'],
    ['of the other direction', { direction: 'inbound', version: 1, expected_version: 1 }, 'err:filter:unknown:version'],
    ['by somebody who has seen another one', { version: 1, expected_version: 2 }, 'err:filter:conflict:version'],
  ])('cannot be put back %s, and nothing changes', async (_name, body, code) => {
    const tenant = newTenant();
    await service.setFilterPolicy(tenant, { policy: blockAll, expected_version: 0 });
    await expect(service.restoreFilterPolicy(tenant, body)).rejects.toMatchObject({ code });
    await expect(service.showFilterPolicy(tenant, {})).resolves.toMatchObject({ version: 1 });
    await expect(harness.auditOf(tenant)).resolves.toHaveLength(1);
  });
});
