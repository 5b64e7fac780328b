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

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const text = `card 4111 1111 1111 1111, ${KEY}, alice@example.com, maybe 676770000005`;

describe('explaining a text', () => {
  const policy = {
    score_min: 0.6,
    otherwise: 'redact',
    families: { contact: { replace_with: '@' } },
    types: { CREDIT_CARD: 'mask' },
    rules: { 'providers.aws-access-key-id': 'block' },
  };

  it('says of each finding what it is believed on and which entry of the policy decides, never what it is', async () => {
    const answer = await service.explainText(newTenant(), { text, policy });
    expect(answer).toMatchObject({
      action: 'block',
      score_min: 0.6,
      policy_version: null,
      entities: [
        { rule: 'financial.payment-card', action: 'mask', decided_by: '/types/CREDIT_CARD' },
        { type: 'AWS_ACCESS_KEY', action: 'block', decided_by: '/rules/providers.aws-access-key-id' },
        { type: 'EMAIL_ADDRESS', action: 'replace', decided_by: '/families/contact' },
      ],
    });
    expect(answer.entities[0]).toMatchObject({ evidence: ['checksum', 'range'], view: 'plain' });
    expect(JSON.stringify(answer)).not.toMatch(/4111|AKIA|alice|6767/);
  });

  it('lists apart what would be left alone for want of certainty', async () => {
    const answer = await service.explainText(newTenant(), { text: 'maybe 676770000005', policy });
    expect(answer).toMatchObject({ action: 'allow', entities: [] });
    expect(answer.below_score_min).toMatchObject([{ rule: 'financial.payment-card', score: 0.5 }]);
    const sure = await service.explainText(newTenant(), { text: 'maybe 676770000005', policy: { score_min: 0.5 } });
    expect(sure).toMatchObject({ entities: [{ decided_by: '/otherwise' }], below_score_min: [] });
  });

  it('names the rules that gave way', async () => {
    const url = 'see https://alice:hunter2hunter2@example.com/';
    const { entities } = await service.explainText(newTenant(), { text: url, policy });
    expect(entities.flatMap(({ suppressed }) => suppressed)).not.toEqual([]);
  });

  it('agrees with what filtering does, in the text and in JSON', async () => {
    const tenant = newTenant();
    for (const content of [
      { text },
      { json: { to: 'alice@example.com', 'bob@example.com': [KEY, 4111111111111111] } },
    ]) {
      const filtered = await service.filterText(tenant, { ...content, policy });
      const explained = await service.explainText(tenant, { ...content, policy });
      expect(explained.action).toBe(filtered.action);
      expect(explained.entities.map(({ decided_by: _decidedBy, ...entity }) => entity)).toEqual(filtered.entities);
    }
  });

  it('asks the policy in force when none is sent', async () => {
    const tenant = newTenant();
    await expect(service.explainText(tenant, { text })).resolves.toMatchObject({
      policy_version: 0,
      entities: [{ decided_by: '/types/CREDIT_CARD' }, { decided_by: '/otherwise' }, {}, {}],
    });
    const inbound = { direction: 'inbound', policy: { otherwise: 'flag' }, expected_version: 0 };
    await service.setFilterPolicy(tenant, inbound);
    await expect(service.explainText(tenant, { text, direction: 'inbound' })).resolves.toMatchObject({
      action: 'flag',
      policy_version: 1,
      entities: [{ decided_by: '/otherwise' }, {}, {}, {}],
    });
  });

  it('leaves no record, even of what would be blocked, and takes no part in a trial', async () => {
    const tenant = newTenant();
    const trial = { direction: 'outbound', policy: { otherwise: 'block' }, expected_version: 0 };
    await service.startShadowPolicy(tenant, trial);
    await service.explainText(tenant, { text, policy });
    await service.explainText(tenant, { text });
    await expect(service.showShadowPolicy(tenant, {})).resolves.toMatchObject({ contents: [], findings: [] });
    const actions = (await harness.auditOf(tenant)).map(({ action }) => action);
    expect(actions).toEqual(['shadow-policy.start']);
  });

  it.each([
    [{}, 'err:request:invalid:schema', '/text'],
    [
      { text: 'a', policy: { types: { CREDIT_CARDS: 'block' } } },
      'err:filter:invalid:policy',
      '/policy/types/CREDIT_CARDS',
    ],
    [{ text: 'a', value: true }, 'err:request:invalid:schema', '/value'],
  ])('refuses bad input and names the field (%#)', async (body, code, pointer) => {
    await expect(service.explainText(newTenant(), body)).rejects.toMatchObject({ code, fields: [{ pointer }] });
  });

  it('refuses what has more in it than an answer can hold', async () => {
    const json = { ['name '.repeat(500)]: new Array<string>(2_000).fill('676770000005') };
    await expect(service.explainText(newTenant(), { json, policy })).rejects.toMatchObject({
      code: 'err:filter:exceeded:limit',
    });
  });
});
