import { fault, type Input, type placeOrder } from '@strongroom/contracts';
import { isCurrency, type Currency } from '../domain/money/currency.js';
import { type Rounding } from '../domain/money/round-ratio.js';
import { taxOrderLines } from '../domain/tax/tax-order-lines.js';
import { type Item, type NewOrder } from './place-order.store.js';

type Wanted = Pick<Input<typeof placeOrder>, 'lines' | 'total_minor'>;

interface CheckedOrder {
  readonly currency: Currency;
  readonly lines: NewOrder['lines'];
}

/**
 * The order as the books have it, or a fault that names the field: an unknown item, a price or total that is not ours (what the
 * customer was shown was made up, or has changed), items that no one payment can pay for.
 */
export function checkOrder(wanted: Wanted, items: ReadonlyMap<string, Item>, rounding: Rounding): CheckedOrder {
  const lines = wanted.lines.map(({ sku, quantity, unit_price_minor: shown }, index) => {
    const item = items.get(sku);
    if (item === undefined) {
      throw refusal('err:orders:invalid:sku', `/lines/${index}/sku`, 'is not an item that can be ordered');
    }
    if (shown !== undefined && shown !== item.unitPriceMinor) {
      throw refusal('err:orders:invalid:price', `/lines/${index}/unit_price_minor`, 'is not the price of the item');
    }
    return { item, quantity };
  });
  const currency = lines[0]?.item.currency ?? '';
  const other = lines.findIndex(({ item }) => item.currency !== currency);
  if (other !== -1 || !isCurrency(currency)) {
    throw refusal(
      'err:orders:invalid:currency',
      `/lines/${Math.max(other, 0)}/sku`,
      'is not sold in the currency of the order',
    );
  }
  const total = totalMinor(lines, rounding);
  if (wanted.total_minor !== undefined && BigInt(wanted.total_minor) !== total) {
    throw refusal('err:orders:invalid:price', '/total_minor', 'is not what the order costs');
  }
  if (total === 0n) {
    throw refusal('err:orders:invalid:price', '/lines', 'must cost something');
  }
  return { currency, lines };
}

function totalMinor(lines: NewOrder['lines'], rounding: Rounding): bigint {
  const taxable = lines.map(({ item, quantity }) => ({
    quantity: BigInt(quantity),
    unitPriceMinor: BigInt(item.unitPriceMinor),
    taxBasisPoints: BigInt(item.taxBasisPoints),
    priceIncludesTax: item.priceIncludesTax,
  }));
  return taxOrderLines(taxable, rounding).total.grossMinor;
}

function refusal(
  code: 'err:orders:invalid:sku' | 'err:orders:invalid:price' | 'err:orders:invalid:currency',
  pointer: string,
  rule: string,
): Error {
  return fault(code, { message: `${pointer}: ${rule}`, fields: [{ pointer, rule }] });
}
