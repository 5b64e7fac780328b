import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Filter } from '../filter.js';
import { decide, decidedBy, strongest } from './decide.js';
import { actions, type Policy, type Treatment } from './policy.js';

const filter = new Filter();
const card = 'card 4111 1111 1111 1111.';
const withCards = (treatment: Treatment): Policy => ({ scoreMin: 0.5, otherwise: treatment });
const output = (text: string, treatment: Treatment): string | null => filter.text(text, withCards(treatment)).output;

describe('a treatment', () => {
  it.each([
    ['allow', 'card 4111 1111 1111 1111.', 'allow'],
    ['flag', 'card 4111 1111 1111 1111.', 'flag'],
    ['mask', 'card 4111 11** **** 1111.', 'mask'],
    ['redact', 'card [CREDIT_CARD].', 'redact'],
    [{ replaceWith: 'n/a' }, 'card n/a.', 'replace'],
    ['block', null, 'block'],
  ] as const)('%j makes of a card number %j', (treatment, expected, action) => {
    const result = filter.text(card, withCards(treatment));
    expect(result).toMatchObject({ output: expected, action, entities: [{ action }] });
  });

  it('that replaces takes the text as it is: `$&` means nothing', () => {
    expect(output(card, { replaceWith: '$&' })).toBe('card $&.');
  });
});

describe('masking', () => {
  it.each([
    ['4111-1111-1111-1111', '4111-11**-****-1111'],
    ['378282246310005', '378282*****0005'],
    ['Diners 30569309025904', 'Diners 30569*****5904'],
    ['Maestro 676770000005', 'Maestro 676*****0005'],
    ['DE89 3704 0044 0532 0130 00', '**** **** **** **** **30 00'],
    ['NO93 8601 1117 947', '**** **** ***7 947'],
    ['alice@example.com', '*************.com'],
    ['a@b.co', '******'],
    ['AKIAIOSFODNN7EXAMPLE', '****************MPLE'],
    ['用户@例子.中国', '******中国'],
  ])('makes %j %j: a short value keeps less', (text, masked) => {
    expect(output(text, 'mask')).toBe(masked);
  });

  it.each([
    ['４１１１１１１１１１１１１１１１', '４１１１１１******１１１１'],
    ['4111%201111%201111%201111', '4111%2011**%20****%201111'],
    ['4111\u200b1111\u200b1111\u200b1111', '411111******1111'],
  ])('keeps what is kept of %j as it was written, without what was invisible', (text, masked) => {
    expect(output(text, 'mask')).toBe(masked);
  });

  it('makes nothing that is found again', () => {
    for (const text of ['4111 1111 1111 1111', 'DE89 3704 0044 0532 0130 00', 'alice@example.com']) {
      expect(filter.text(output(text, 'mask') ?? '').entities).toEqual([]);
    }
  });
});

describe('which treatment a finding gets', () => {
  const rule = { id: 'financial.payment-card', type: 'CREDIT_CARD', family: 'financial' } as const;
  const anyTreatment = fc.constantFrom<Treatment>('allow', 'flag', 'mask', 'redact', 'block');
  const maybe = fc.option(anyTreatment, { nil: undefined });

  it('is decided by rule, type, family, then the rest, in that order and by nothing else', () => {
    fc.assert(
      fc.property(maybe, maybe, maybe, anyTreatment, (byRule, byType, byFamily, otherwise) => {
        const policy: Policy = {
          scoreMin: 0,
          otherwise,
          ...(byRule && { rules: { [rule.id]: byRule, 'contact.email': 'block' } }),
          ...(byType && { types: { [rule.type]: byType, EMAIL_ADDRESS: 'block' } }),
          ...(byFamily && { families: { financial: byFamily, contact: 'block' } }),
        };
        expect(decide(policy, rule)).toBe(byRule ?? byType ?? byFamily ?? otherwise);
        const narrowest =
          (byRule && '/rules/financial.payment-card') ??
          (byType && '/types/CREDIT_CARD') ??
          (byFamily && '/families/financial') ??
          '/otherwise';
        expect(decidedBy(policy, rule)).toBe(narrowest);
      }),
    );
  });

  it('is never an inherited property of the policy', () => {
    const policy: Policy = { scoreMin: 0, otherwise: 'redact', types: {} };
    expect(decide(policy, { ...rule, type: 'constructor' })).toBe('redact');
    expect(decidedBy(policy, { ...rule, type: 'constructor' })).toBe('/otherwise');
  });

  it('is said to be decided by a pointer that leads to it, whatever the name', () => {
    const policy: Policy = { scoreMin: 0, otherwise: 'redact', rules: { 'own.a/b~c': 'block' } };
    expect(decidedBy(policy, { ...rule, id: 'own.a/b~c' })).toBe('/rules/own.a~1b~0c');
  });

  it('is not asked for what is less certain than the policy wants', () => {
    const text = 'a number like 676770000005';
    expect(filter.text(text, { scoreMin: 0.5, otherwise: 'redact' }).entities).toHaveLength(1);
    expect(filter.text(text, { scoreMin: 0.6, otherwise: 'redact' }).entities).toHaveLength(0);
  });
});

describe('the action of a whole input', () => {
  it('is the strongest of its findings', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...actions)), (taken) => {
        const rank = Math.max(0, ...taken.map((action) => actions.indexOf(action)));
        expect(strongest(taken)).toBe(actions[rank]);
      }),
    );
  });

  it('is to block when one finding is blocked, and then nothing comes out', () => {
    const policy: Policy = { scoreMin: 0.5, otherwise: 'mask', types: { AWS_ACCESS_KEY: 'block' } };
    const result = filter.text('alice@example.com AKIAIOSFODNN7EXAMPLE', policy);
    expect(result).toMatchObject({ action: 'block', output: null });
    expect(result.entities.map(({ action }) => action)).toEqual(['mask', 'block']);
  });
});
