import { apportion } from '../money/apportion.js';
import { roundRatio, type Rounding } from '../money/round-ratio.js';

export interface TaxableLine {
  readonly quantity: bigint;
  readonly unitPriceMinor: bigint;
  /** 1900 is 19 %. */
  readonly taxBasisPoints: bigint;
  /** The unit price already holds the tax. */
  readonly priceIncludesTax: boolean;
}

export interface LineAmounts {
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
}

export interface TaxedOrder {
  /** In the order of the lines given. */
  readonly lines: readonly LineAmounts[];
  readonly total: LineAmounts;
}

const WHOLE = 10_000n;

/**
 * Tax of an order. It is rounded once for each rate, as invoices state it (EN 16931, rule BR-CO-17: the tax of a category
 * is its taxable amount times its rate, rounded), and shared out over that rate's lines by largest remainder: so lines
 * sum to the total, whatever the quantities, and no line is more than one minor unit from its exact tax.
 */
export function taxOrderLines(lines: readonly TaxableLine[], rounding: Rounding): TaxedOrder {
  const amounts = lines.map((line) => line.quantity * line.unitPriceMinor);
  const taxes = lines.map(() => 0n);
  for (const members of indexesByRate(lines).values()) {
    const weights = members.map((index) => amounts[index] ?? 0n);
    const rateTax = taxOf(lines[members[0] ?? 0], sum(weights), rounding);
    apportion(rateTax, rateTax === 0n ? weights.map(() => 0n) : weights).forEach((share, position) => {
      taxes[members[position] ?? 0] = share;
    });
  }
  const taxed = lines.map((line, index) =>
    lineAmounts(amounts[index] ?? 0n, taxes[index] ?? 0n, line.priceIncludesTax),
  );
  return {
    lines: taxed,
    total: {
      netMinor: sum(taxed.map(({ netMinor }) => netMinor)),
      taxMinor: sum(taxed.map(({ taxMinor }) => taxMinor)),
      grossMinor: sum(taxed.map(({ grossMinor }) => grossMinor)),
    },
  };
}

function indexesByRate(lines: readonly TaxableLine[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  lines.forEach((line, index) => {
    const rate = `${line.taxBasisPoints}${line.priceIncludesTax ? ' included' : ''}`;
    groups.set(rate, [...(groups.get(rate) ?? []), index]);
  });
  return groups;
}

function taxOf(rate: TaxableLine | undefined, amountMinor: bigint, rounding: Rounding): bigint {
  if (rate === undefined) {
    return 0n;
  }
  const whole = rate.priceIncludesTax ? WHOLE + rate.taxBasisPoints : WHOLE;
  return roundRatio(amountMinor * rate.taxBasisPoints, whole, rounding);
}

function lineAmounts(amountMinor: bigint, taxMinor: bigint, priceIncludesTax: boolean): LineAmounts {
  return priceIncludesTax
    ? { netMinor: amountMinor - taxMinor, taxMinor, grossMinor: amountMinor }
    : { netMinor: amountMinor, taxMinor, grossMinor: amountMinor + taxMinor };
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((a, b) => a + b, 0n);
}
