import { describe, expect, it } from '@jest/globals';
import { defaultPolicy } from '@strongroom/filter';
import { defaultFilterPolicy } from './default-filter-policy.js';
import { enginePolicy } from './engine-policy.js';

describe('the policy for the engine', () => {
  it('is the library’s own default where a tenant has set none', () => {
    expect(enginePolicy(defaultFilterPolicy)).toEqual({ ...defaultPolicy, rules: {} });
  });

  it('says the same as the one of the wire', () => {
    expect(
      enginePolicy({
        score_min: 0.7,
        otherwise: { replace_with: '#' },
        families: { contact: 'flag', malicious: { sanitise_for: 'html' } },
        types: { CREDIT_CARD: 'mask', IBAN_CODE: 'tokenise', PHONE_NUMBER: 'hash' },
        rules: { 'contact.email': { replace_with: '@' } },
      }),
    ).toEqual({
      scoreMin: 0.7,
      otherwise: { replaceWith: '#' },
      families: { contact: 'flag', malicious: { sanitiseFor: 'html' } },
      types: { CREDIT_CARD: 'mask', IBAN_CODE: 'tokenise', PHONE_NUMBER: 'hash' },
      rules: { 'contact.email': { replaceWith: '@' } },
    });
  });
});
