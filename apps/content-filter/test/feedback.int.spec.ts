import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { uuidv7 } from '@strongroom/kernel';
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

const mail = { rule: 'contact.email', score: 0.97 };
const phone = { rule: 'phone.number', score: 0.6 };
const judged = (count: number, about: object, verdict: string) =>
  Array.from({ length: count }, () => ({ finding: uuidv7(), verdict, ...about }));
const nothing = { confirmed: 0, dismissed: 0, suggested_score_min: null, rules: [] };

describe('feedback on findings', () => {
  it('is counted by rule, those that are wrong most first, and suggests a score', async () => {
    const tenant = newTenant();
    const { entities } = await service.detectText(tenant, { text: 'alice@example.com' });
    expect(entities).toMatchObject([mail]);
    const judgements = [...judged(30, mail, 'confirmed'), ...judged(25, phone, 'dismissed')];
    expect(await service.giveFilterFeedback(tenant, { judgements })).toEqual({ judged: 55 });
    expect(await service.showFilterFeedback(tenant, {})).toEqual({
      ...{ confirmed: 30, dismissed: 25, suggested_score_min: 0.97 },
      rules: [
        { rule: phone.rule, confirmed: 0, dismissed: 25, suggested_score_min: null },
        { rule: mail.rule, confirmed: 30, dismissed: 0, suggested_score_min: 0.97 },
      ],
    });
  });

  it('has one word on each finding, the last, in one call and in several at once', async () => {
    const tenant = newTenant();
    const finding = 'mail-17:4';
    const say = (verdict: string) => ({ judgements: [{ finding, verdict, ...mail }] });
    const twice = [...say('confirmed').judgements, ...say('dismissed').judgements];
    expect(await service.giveFilterFeedback(tenant, { judgements: twice })).toEqual({ judged: 1 });
    expect(await service.showFilterFeedback(tenant, {})).toMatchObject({ confirmed: 0, dismissed: 1 });
    await Promise.all(Array.from({ length: 8 }, () => service.giveFilterFeedback(tenant, say('confirmed'))));
    expect(await service.showFilterFeedback(tenant, {})).toMatchObject({ confirmed: 1, dismissed: 0 });
  });

  it('keeps nothing of the name that the caller has for a finding', async () => {
    const tenant = newTenant();
    await service.giveFilterFeedback(tenant, {
      judgements: [{ finding: 'alice@example.com', verdict: 'confirmed', ...mail }],
    });
    const rows = await harness.asService(tenant, 'SELECT t::text FROM filter.judgement AS t');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('alice');
  });

  it('belongs to its tenant', async () => {
    await service.giveFilterFeedback(newTenant(), { judgements: judged(1, mail, 'confirmed') });
    expect(await service.showFilterFeedback(newTenant(), {})).toEqual(nothing);
  });

  it.each([
    ['a rule that is none', { rule: 'contact.e-mail' }, '/judgements/1/rule'],
    ['a verdict that is none', { verdict: 'maybe' }, '/judgements/1/verdict'],
    ['a score beyond 1', { score: 1.5 }, '/judgements/1/score'],
    ['a value', { value: 'x' }, '/judgements/1/value'],
  ])('is refused as a whole for %s, by name of the field', async (_what, wrong, pointer) => {
    const tenant = newTenant();
    const judgements = [...judged(1, mail, 'confirmed'), { ...judged(1, mail, 'confirmed')[0], ...wrong }];
    await expect(service.giveFilterFeedback(tenant, { judgements })).rejects.toMatchObject({ fields: [{ pointer }] });
    expect(await service.showFilterFeedback(tenant, {})).toEqual(nothing);
  });
});
