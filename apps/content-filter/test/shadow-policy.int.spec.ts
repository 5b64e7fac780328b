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

const CARD = '4111111111111111';
const TEXT = `card ${CARD}, mail alice@example.com`;
const strict = { otherwise: 'redact', types: { CREDIT_CARD: 'block' } };

describe('a policy in the shadow', () => {
  it('changes nothing of what is answered, and tells what it would have done by rule', async () => {
    const tenant = newTenant();
    const before = await service.filterText(tenant, { text: TEXT });
    await service.startShadowPolicy(tenant, { policy: strict, expected_version: 0 });
    await expect(service.filterText(tenant, { text: TEXT })).resolves.toEqual(before);
    await service.filterBatch(tenant, { items: [{ text: TEXT }, { json: { note: 'nothing' } }] });

    const shown = await service.showShadowPolicy(tenant, {});
    expect(shown).toMatchObject({
      status: 'running',
      base_version: 0,
      contents: [
        { in_force: 'redact', shadow: 'block', count: 2 },
        { in_force: 'allow', shadow: 'allow', count: 1 },
      ],
      findings: [{ rule: 'financial.payment-card', type: 'CREDIT_CARD', in_force: 'mask', shadow: 'block', count: 2 }],
    });
    expect(JSON.stringify(shown)).not.toMatch(/4111|alice/);
    expect((await harness.auditOf(tenant)).map(({ action }) => action)).toEqual(['shadow-policy.start']);
  });

  it('counts what only one of the two is sure enough to find', async () => {
    const tenant = newTenant();
    await service.startShadowPolicy(tenant, { policy: { score_min: 1, otherwise: 'redact' }, expected_version: 0 });
    await service.filterText(tenant, { text: 'mail alice@example.com' });
    await expect(service.showShadowPolicy(tenant, {})).resolves.toMatchObject({
      contents: [{ in_force: 'redact', shadow: 'allow', count: 1 }],
      findings: [{ rule: 'contact.email', in_force: 'redact', shadow: 'none', count: 1 }],
    });
  });

  it('loses no count when replicas count at once', async () => {
    const tenant = newTenant();
    const replicas = [service, await harness.replica()];
    await service.startShadowPolicy(tenant, { policy: strict, expected_version: 0 });
    await Promise.all(
      Array.from({ length: 10 }, () => replicas.map((one) => one.filterText(tenant, { text: TEXT }))).flat(),
    );
    await expect(service.showShadowPolicy(tenant, {})).resolves.toMatchObject({ contents: [{ count: 20 }] });
  });

  it('has no part in what another direction, another tenant, or a policy of the request decides', async () => {
    const tenant = newTenant();
    await service.startShadowPolicy(tenant, { direction: 'inbound', policy: strict, expected_version: 0 });
    await service.filterText(tenant, { text: TEXT });
    await service.filterText(newTenant(), { text: TEXT, direction: 'inbound' });
    await service.filterText(tenant, { text: TEXT, direction: 'inbound', policy: strict });
    await expect(service.showShadowPolicy(tenant, { direction: 'inbound' })).resolves.toMatchObject({ contents: [] });
  });

  it('fails no call when it cannot be compared', async () => {
    const tenant = newTenant();
    const text = '676770000005 '.repeat(2_001);
    const policy = { score_min: 0, otherwise: 'flag' };
    await service.setFilterPolicy(tenant, { policy: { score_min: 1, otherwise: 'flag' }, expected_version: 0 });
    await service.startShadowPolicy(tenant, { policy, expected_version: 1 });
    await expect(service.filterText(tenant, { text })).resolves.toMatchObject({ action: 'allow', output: text });
    await expect(service.showShadowPolicy(tenant, {})).resolves.toMatchObject({ contents: [] });
  });

  it.each([
    ['beside a version that is not in force', { policy: strict, expected_version: 3 }, 'err:filter:conflict:version'],
    [
      'that names what no rule finds',
      { policy: { types: { X: 'block' } }, expected_version: 0 },
      'err:filter:invalid:policy',
    ],
  ])('is not started %s', async (_name, body, code) => {
    const tenant = newTenant();
    await expect(service.startShadowPolicy(tenant, body)).rejects.toMatchObject({ code });
    await expect(service.showShadowPolicy(tenant, {})).rejects.toMatchObject({ code: 'err:filter:unknown:shadow' });
    await expect(harness.auditOf(tenant)).resolves.toEqual([]);
  });

  it('is one at a time: of many that are started at once exactly one is', async () => {
    const tenant = newTenant();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, () => service.startShadowPolicy(tenant, { policy: strict, expected_version: 0 })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'err:filter:conflict:shadow' });
  });
});

describe('the end of a trial', () => {
  it('puts the policy in force, once, with both on record', async () => {
    const tenant = newTenant();
    const { id } = await service.startShadowPolicy(tenant, { policy: strict, expected_version: 0 });
    await expect(service.promoteShadowPolicy(tenant, { id })).resolves.toMatchObject({ version: 1 });
    await expect(service.filterText(tenant, { text: TEXT })).resolves.toMatchObject({
      action: 'block',
      policy_version: 1,
    });
    await expect(service.promoteShadowPolicy(tenant, { id })).rejects.toMatchObject({
      code: 'err:filter:unknown:shadow',
    });
    expect((await harness.auditOf(tenant)).slice(0, 3).map(({ action }) => action)).toEqual([
      'shadow-policy.start',
      'shadow-policy.promote',
      'filter-policy.set',
    ]);
  });

  it('does not put it in force over a version that it was never compared with, and counts no more', async () => {
    const tenant = newTenant();
    const { id } = await service.startShadowPolicy(tenant, { policy: strict, expected_version: 0 });
    await service.setFilterPolicy(tenant, { policy: { otherwise: 'flag' }, expected_version: 0 });
    await service.filterText(tenant, { text: TEXT });
    await expect(service.promoteShadowPolicy(tenant, { id })).rejects.toMatchObject({
      code: 'err:filter:conflict:version',
    });
    await expect(service.showShadowPolicy(tenant, {})).resolves.toMatchObject({ status: 'running', contents: [] });
    await expect(service.showFilterPolicy(tenant, {})).resolves.toMatchObject({ version: 1 });
  });

  it('may be without effect: what was counted stays, and another can be started', async () => {
    const tenant = newTenant();
    const { id } = await service.startShadowPolicy(tenant, { policy: strict, expected_version: 0 });
    await service.filterText(tenant, { text: TEXT });
    await expect(service.stopShadowPolicy(newTenant(), { id })).rejects.toMatchObject({
      code: 'err:filter:unknown:shadow',
    });
    const stopped = await service.stopShadowPolicy(tenant, { id });
    expect(stopped).toMatchObject({ status: 'stopped', contents: [{ count: 1 }] });
    await expect(service.showFilterPolicy(tenant, {})).resolves.toMatchObject({ version: 0 });
    await expect(service.startShadowPolicy(tenant, { policy: strict, expected_version: 0 })).resolves.toMatchObject({
      status: 'running',
    });
  });
});
