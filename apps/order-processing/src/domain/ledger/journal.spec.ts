import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { currency } from '../money/currency.js';
import { captureJournal, journal } from './journal.js';

const EUR = currency('EUR');
const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });

describe('the ledger', () => {
  it('every capture sums to zero and debits the processor with exactly what the customer paid', () => {
    fc.assert(
      fc.property(amount, amount, (netMinor, taxMinor) => {
        const { entries } = captureJournal({ netMinor, taxMinor, grossMinor: netMinor + taxMinor }, EUR);
        expect(entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(0n);
        expect(entries.find(({ account }) => account === 'processor')?.amountMinor ?? 0n).toBe(netMinor + taxMinor);
        expect(entries.every(({ amountMinor }) => amountMinor !== 0n)).toBe(true);
      }),
    );
  });

  it('refuses a journal out of balance, also when two currencies would balance each other', () => {
    expect(() => captureJournal({ netMinor: 100n, taxMinor: 19n, grossMinor: 118n }, EUR)).toThrow(
      'the capture journal is out of balance by -1 minor units of EUR',
    );
    expect(() =>
      journal('capture', [
        { account: 'processor', amountMinor: 5n, currency: EUR },
        { account: 'revenue', amountMinor: -5n, currency: currency('USD') },
      ]),
    ).toThrow(RangeError);
  });
});
