import { describe, expect, it } from '@jest/globals';
import { err, ok } from '@strongroom/kernel';
import { currency } from '../domain/money/currency.js';
import { stripeAmount } from './stripe-amount.js';

describe('an amount as Stripe counts it', () => {
  it.each([
    ['EUR', 1999n, 1999],
    ['JPY', 500n, 500],
    ['KWD', 5120n, 5120],
    ['ISK', 5n, 500],
    ['UGX', 5n, 500],
    ['MGA', 500n, 5],
  ])('%s %s is %s', (code, minor, amount) => {
    expect(stripeAmount(minor, currency(code))).toEqual(ok(amount));
  });

  it('that Stripe cannot count exactly is refused, not rounded', () => {
    expect(stripeAmount(550n, currency('MGA'))).toEqual(err('MGA can only be paid in whole units'));
  });
});
