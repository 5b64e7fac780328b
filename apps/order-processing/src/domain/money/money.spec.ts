import { describe, expect, it } from '@jest/globals';
import { err, ok } from '@strongroom/kernel';
import fc from 'fast-check';
import { apportion } from './apportion.js';
import { currency, exponentOf, isCurrency } from './currency.js';
import { decimalOf, minorUnitsOf } from './decimal.js';
import { roundRatio } from './round-ratio.js';

const EUR = currency('EUR');
const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });

describe('currencies', () => {
  it('have the digits of ISO 4217, not those that locales display', () => {
    expect(['EUR', 'JPY', 'KWD', 'IQD', 'ISK', 'HUF'].map((code) => exponentOf(currency(code)))).toEqual([
      2, 0, 3, 3, 0, 2,
    ]);
  });

  it('that are not active are no currencies', () => {
    expect(['DEM', 'XXX', 'eur', ''].filter(isCurrency)).toEqual([]);
    expect(() => currency('DEM')).toThrow('"DEM" is not an active ISO 4217 currency');
  });
});

describe('decimal amounts', () => {
  it('keep their value there and back, in every currency', () => {
    fc.assert(
      fc.property(amount, fc.constantFrom('EUR', 'JPY', 'KWD'), (minor, code) => {
        expect(minorUnitsOf(decimalOf(minor, currency(code)), currency(code))).toEqual(ok(minor));
      }),
    );
  });

  it('are read as written: a digit that the currency lacks is refused, never rounded', () => {
    expect(minorUnitsOf('19.99', EUR)).toEqual(ok(1999n));
    expect(minorUnitsOf('19.9900', EUR)).toEqual(ok(1999n));
    expect(minorUnitsOf('20', EUR)).toEqual(ok(2000n));
    expect(minorUnitsOf('1000000000000000', currency('JPY'))).toEqual(ok(10n ** 15n));
    expect(minorUnitsOf('19.999', EUR)).toEqual(err('has more decimal digits than EUR, which has 2'));
    expect(['-1', '1e3', '.5', '1.', '01', ' 1', ''].map((text) => minorUnitsOf(text, EUR).ok)).not.toContain(true);
  });

  it('below one unit and below zero are written in full', () => {
    expect([decimalOf(5n, EUR), decimalOf(-1999n, EUR), decimalOf(7n, currency('JPY'))]).toEqual([
      '0.05',
      '-19.99',
      '7',
    ]);
  });
});

describe('rounding', () => {
  it('is never more than half a unit off', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        fc.constantFrom('half-up' as const, 'half-even' as const),
        (numerator, denominator, rounding) => {
          const off = 2n * (numerator - roundRatio(numerator, denominator, rounding) * denominator);
          return off <= denominator && off >= -denominator;
        },
      ),
    );
  });

  it('differs by its mode in halves only', () => {
    expect([1n, 3n, 5n, -1n, -3n].map((half) => roundRatio(half, 2n, 'half-up'))).toEqual([1n, 2n, 3n, -1n, -2n]);
    expect([1n, 3n, 5n, -1n, -3n].map((half) => roundRatio(half, 2n, 'half-even'))).toEqual([0n, 2n, 2n, -0n, -2n]);
  });
});

describe('apportioning', () => {
  it('gives parts that sum to the whole, each within one unit of its exact share', () => {
    fc.assert(
      fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 20 }), (total, weights) => {
        const sum = weights.reduce((a, b) => a + b, 0n);
        fc.pre(sum > 0n);
        const parts = apportion(total, weights);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        parts.forEach((part, index) => {
          const off = part * sum - total * (weights[index] ?? 0n);
          expect(off < sum && off > -sum).toBe(true);
        });
      }),
    );
  });

  it('gives the unit left over to the part that lost most, of equals to the first', () => {
    expect(apportion(10n, [1n, 1n, 1n])).toEqual([4n, 3n, 3n]);
    expect(apportion(10n, [1n, 2n, 3n])).toEqual([2n, 3n, 5n]);
    expect(apportion(0n, [0n, 0n])).toEqual([0n, 0n]);
    expect(() => apportion(1n, [0n])).toThrow(RangeError);
  });
});
