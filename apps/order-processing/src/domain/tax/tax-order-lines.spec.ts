import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { taxOrderLines, type TaxableLine } from './tax-order-lines.js';

const line: fc.Arbitrary<TaxableLine> = fc.record({
  quantity: fc.bigInt({ min: 1n, max: 10_000n }),
  unitPriceMinor: fc.bigInt({ min: 0n, max: 10n ** 8n }),
  taxBasisPoints: fc.constantFrom(0n, 700n, 1900n, 2000n, 825n),
  priceIncludesTax: fc.boolean(),
});
const rounding = fc.constantFrom('half-up' as const, 'half-even' as const);
const of = (unitPriceMinor: bigint, over: Partial<TaxableLine> = {}): TaxableLine => ({
  quantity: 1n,
  unitPriceMinor,
  taxBasisPoints: 1900n,
  priceIncludesTax: false,
  ...over,
});

describe('tax of an order', () => {
  it('lines sum to the total, and net plus tax is gross, for every line and for the whole', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), rounding, (lines, mode) => {
        const taxed = taxOrderLines(lines, mode);
        const sum = (field: 'netMinor' | 'taxMinor' | 'grossMinor'): bigint =>
          taxed.lines.reduce((a, amounts) => a + amounts[field], 0n);
        expect([sum('netMinor'), sum('taxMinor'), sum('grossMinor')]).toEqual([
          taxed.total.netMinor,
          taxed.total.taxMinor,
          taxed.total.grossMinor,
        ]);
        for (const { netMinor, taxMinor, grossMinor } of [...taxed.lines, taxed.total]) {
          expect(netMinor + taxMinor).toBe(grossMinor);
        }
      }),
    );
  });

  it('the customer pays quantity times price, with tax on top only where the price lacks it', () => {
    fc.assert(
      fc.property(line, rounding, (one, mode) => {
        const amount = one.quantity * one.unitPriceMinor;
        const [taxed] = taxOrderLines([one], mode).lines;
        expect(one.priceIncludesTax ? taxed?.grossMinor : taxed?.netMinor).toBe(amount);
      }),
    );
  });

  it('no line is further than one minor unit from its exact tax', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), rounding, (lines, mode) => {
        const taxed = taxOrderLines(lines, mode);
        lines.forEach((one, index) => {
          const whole = one.priceIncludesTax ? 10_000n + one.taxBasisPoints : 10_000n;
          const exact = one.quantity * one.unitPriceMinor * one.taxBasisPoints;
          const off = (taxed.lines[index]?.taxMinor ?? -1n) * whole - exact;
          expect(off <= whole && off >= -whole).toBe(true);
        });
      }),
    );
  });

  it('is rounded once for each rate: three lines of 0.33 at 19 % owe the tax of 0.99, not three rounded taxes', () => {
    const taxed = taxOrderLines([of(33n), of(33n), of(33n)], 'half-up');
    expect(taxed.total).toEqual({ netMinor: 99n, taxMinor: 19n, grossMinor: 118n });
    expect(taxed.lines.map(({ taxMinor }) => taxMinor)).toEqual([7n, 6n, 6n]);
  });

  it('honours the quantity, and takes the tax out of a price that includes it', () => {
    const taxed = taxOrderLines([of(1190n, { quantity: 3n, priceIncludesTax: true })], 'half-up');
    expect(taxed.total).toEqual({ netMinor: 3000n, taxMinor: 570n, grossMinor: 3570n });
  });

  it('rounds a half as configured', () => {
    const half = [of(50n, { taxBasisPoints: 500n })];
    expect(taxOrderLines(half, 'half-up').total.taxMinor).toBe(3n);
    expect(taxOrderLines(half, 'half-even').total.taxMinor).toBe(2n);
  });
});
