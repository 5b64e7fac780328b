import { describe, expect, it } from '@jest/globals';
import { policyOf } from './treatments.js';

describe('the policy of a command line', () => {
  it('is the default one but for what is said', () => {
    expect(policyOf(['EMAIL_ADDRESS=mask'])).toMatchObject({
      otherwise: 'redact',
      types: { EMAIL_ADDRESS: 'mask', CREDIT_CARD: 'mask', URL: 'flag' },
    });
    expect(policyOf(['*=block', 'URL=allow'])).toMatchObject({ otherwise: 'block', types: { URL: 'allow' } });
  });

  it.each([
    ['EMAIL_ADDRESS=hide', 'must be TYPE=allow|flag|mask|redact|block'],
    ['EMAIL_ADDRESS', 'must be TYPE='],
    ['NOTHING=mask', 'NOTHING is no type that is found'],
  ])('is refused for %j, and says why', (pair, message) => {
    expect(() => policyOf([pair])).toThrow(message);
  });
});
