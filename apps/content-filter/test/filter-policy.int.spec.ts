import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { uuidv7 } from '@strongroom/kernel';
import { ContentFilterHarness, type Replica } from './content-filter-harness.js';

// The first file of a run migrates the template database, on a machine that may be busy.
jest.setTimeout(60_000);

let harness: ContentFilterHarness;
let service: Replica;

beforeAll(async () => {
  harness = await ContentFilterHarness.start();
  service = await harness.replica();
});
afterAll(() => harness.close());

const newTenant = (): string => `tenant-${uuidv7()}`;
const flagAll = { score_min: 0.5, otherwise: 'flag' };
const blockAll = { score_min: 0.9, otherwise: 'block', rules: { 'contact.email': 'allow' } };

describe('the policy of a tenant', () => {
  it('is the default, as version 0, until one is set', async () => {
    await expect(service.showFilterPolicy(newTenant(), {})).resolves.toEqual({
      version: 0,
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
      { action: 'filter-policy.set', details: { version: 1 } },
      { action: 'filter-policy.set', details: { version: 2 } },
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
