import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { uuidv7 } from '@strongroom/kernel';
import { ContentFilterHarness, newTenant, type Replica } from './content-filter-harness.js';

// The first file of a run migrates the template database, on a machine that may be busy.
jest.setTimeout(60_000);

let harness: ContentFilterHarness;
let service: Replica;
let tenant: string;

beforeAll(async () => {
  harness = await ContentFilterHarness.start();
  service = await harness.replica();
});
afterAll(() => harness.close());
beforeAll(() => {
  tenant = newTenant();
});

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const blockKeys = { types: { AWS_ACCESS_KEY: 'block' } };

describe('filtering a text', () => {
  it('lets nothing that was found leave in clear, and says where it was in three ways of counting', async () => {
    const answer = await service.filterText(tenant, { text: `🔑 ${KEY}, card 4111 1111 1111 1111` });
    expect(answer).toMatchObject({
      action: 'redact',
      output: '🔑 [AWS_ACCESS_KEY], card 4111 11** **** 1111',
      policy_version: 0,
      entities: [
        {
          type: 'AWS_ACCESS_KEY',
          action: 'redact',
          span: {
            utf16: { start: 3, end: 23 },
            code_points: { start: 2, end: 22 },
            bytes: { start: 5, end: 25 },
          },
        },
        { type: 'CREDIT_CARD', action: 'mask', evidence: ['checksum', 'range'] },
      ],
    });
    expect(JSON.stringify(answer)).not.toContain(KEY);
  });

  it('keeps the structure of JSON', async () => {
    const json = { to: ['alice@example.com'], n: 1, card: 4111111111111111, none: null };
    await expect(service.filterText(tenant, { json })).resolves.toMatchObject({
      output: { to: ['[EMAIL_ADDRESS]'], n: 1, card: '411111******1111', none: null },
      entities: [
        { path: '/to/0', in: 'value' },
        { path: '/card', in: 'value' },
      ],
    });
    await expect(service.filterText(tenant, { json: null })).resolves.toMatchObject({ action: 'allow', output: null });
  });

  it('takes the policy of the request, if it brings one', async () => {
    const policy = { otherwise: { replace_with: '—' } };
    await expect(service.filterText(tenant, { text: `key ${KEY}`, policy })).resolves.toMatchObject({
      action: 'replace',
      output: 'key —',
      policy_version: null,
    });
  });

  it.each([
    [{}, '/text'],
    [{ text: 'a', json: 1 }, '/text'],
    [{ text: 1 }, '/text'],
    [{ text: 'x'.repeat(262_145) }, '/text'],
    [{ json: JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown }, '/json'],
    [{ text: 'a', policy: { otherwise: 'burn' } }, '/policy/otherwise'],
    [{ text: 'a', policy: { score_min: 2 } }, '/policy/score_min'],
    [{ text: 'a', policy: { families: { nonsense: 'mask' } } }, '/policy/families'],
  ])('refuses bad input and names the field (%#)', async (body, pointer) => {
    await expect(service.filterText(tenant, body)).rejects.toMatchObject({
      code: 'err:request:invalid:schema',
      fields: [{ pointer: expect.stringContaining(pointer), rule: expect.any(String) }],
    });
  });

  it('refuses a policy that names what no rule finds, since such an entry protects nothing', async () => {
    const policy = { types: { CREDIT_CARDS: 'block' }, rules: { constructor: 'block' } };
    await expect(service.filterText(tenant, { text: 'a', policy })).rejects.toMatchObject({
      code: 'err:filter:invalid:policy',
      fields: [{ pointer: '/policy/types/CREDIT_CARDS' }, { pointer: '/policy/rules/constructor' }],
    });
  });

  it('refuses what has more in it than an answer can hold, and filters nothing of it', async () => {
    await expect(service.filterText(tenant, { text: 'a@b.co '.repeat(2_001) })).rejects.toMatchObject({
      code: 'err:filter:exceeded:limit',
      message: 'the content has more than 2000 findings',
    });
    const json = { ['name '.repeat(500)]: new Array<string>(2_000).fill('a@b.co') };
    await expect(service.filterText(tenant, { json })).rejects.toMatchObject({
      code: 'err:filter:exceeded:limit',
      message: 'the answer is longer than 3145728 bytes',
    });
  });
});

describe('blocked content', () => {
  it('is an answer without output, and is on record without what it said', async () => {
    const owner = `blocked-${uuidv7()}`;
    const answer = await service.filterText(owner, { text: `my key is ${KEY}`, policy: blockKeys });
    expect(answer).toMatchObject({ action: 'block', output: null, entities: [{ action: 'block' }] });

    const entries = await harness.auditOf(owner);
    expect(entries).toMatchObject([
      {
        action: 'content.block',
        outcome: 'denied',
        target_type: 'content',
        details: { items: 1, types: ['AWS_ACCESS_KEY'], policy_version: null },
      },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/AKIA|my key is/);
  });

  it('leaves no record when nothing is blocked', async () => {
    const owner = `passed-${uuidv7()}`;
    await service.filterText(owner, { text: `my key is ${KEY}` });
    await expect(harness.auditOf(owner)).resolves.toEqual([]);
  });
});

describe('filtering a batch', () => {
  it('answers for each item in its place and records blocked ones once', async () => {
    const owner = `batch-${uuidv7()}`;
    const items = [{ text: KEY }, { json: { mail: 'a@example.com' } }, { text: `${KEY} again` }, { text: 'nothing' }];
    await expect(service.filterBatch(owner, { items, policy: blockKeys })).resolves.toMatchObject({
      results: [
        { status: 'filtered', action: 'block', output: null },
        { status: 'filtered', action: 'redact', output: { mail: '[EMAIL_ADDRESS]' } },
        { status: 'filtered', action: 'block', output: null },
        { status: 'filtered', action: 'allow', output: 'nothing' },
      ],
      policy_version: null,
    });
    await expect(harness.auditOf(owner)).resolves.toMatchObject([{ action: 'content.block', details: { items: 2 } }]);
  });

  it('refuses single items that are too much, alone or together, and filters the others', async () => {
    // 2,000 findings with their paths take 1.4 MB of an answer, and 3 MiB of it fit into a message.
    const many = { json: { ['name '.repeat(70)]: new Array<string>(2_000).fill('a@b.co') } };
    const items = [{ text: 'a@b.co '.repeat(2_001) }, many, many, many, { text: 'a' }];
    const answer = await service.filterBatch(tenant, { items });
    const { results } = answer;
    expect(results.map(({ status }) => status)).toEqual(['refused', 'filtered', 'filtered', 'refused', 'filtered']);
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(4 * 1_048_576);
    expect(results[0]).toEqual({ status: 'refused', reason: 'the item has more than 2000 findings' });
  });

  it('names the item and the field of bad input', async () => {
    await expect(service.filterBatch(tenant, { items: [{ text: 'a' }, { txt: 'b' }] })).rejects.toMatchObject({
      code: 'err:request:invalid:schema',
      fields: expect.arrayContaining([expect.objectContaining({ pointer: '/items/1/txt' })]),
    });
  });
});

describe('detecting', () => {
  it('shows everything any rule finds, how sure it is, and treats nothing', async () => {
    const { entities } = await service.detectText(tenant, { text: 'maybe a card of twelve: 676770000005' });
    expect(entities).toMatchObject([{ type: 'CREDIT_CARD', rule: 'financial.payment-card', score: 0.95 }]);
    expect(entities[0]).not.toHaveProperty('action');
    await expect(service.detectText(tenant, { text: '676770000005', score_min: 0.9 })).resolves.toEqual({
      entities: [],
    });
  });
});
