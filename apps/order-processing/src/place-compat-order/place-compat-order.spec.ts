import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { currency } from '../domain/money/currency.js';
import { decimalOf } from '../domain/money/decimal.js';
import { type Item } from '../place-order/place-order.store.js';
import { checkCompatOrder } from './place-compat-order.js';

const itemAt = (unitPriceMinor: number, code = 'EUR'): ReadonlyMap<string, Item> =>
  new Map([['pen', { sku: 'pen', currency: code, unitPriceMinor, taxBasisPoints: 1900, priceIncludesTax: true }]]);
const order = { id: 'o-1', item_id: 'pen', price: 19.99, qty: 3, amount: 59.97 };

describe('an order in the older form', () => {
  it('is taken when amount is price times qty to the last cent, where floating point would be off', () => {
    expect(1.1 * 3).not.toBe(3.3);
    const wanted = { ...order, price: 1.1, amount: 3.3 };
    expect(checkCompatOrder(wanted, itemAt(110))).toMatchObject({ currency: 'EUR', lines: [{ quantity: 3 }] });
    expect(checkCompatOrder({ ...wanted, price: '1.10', amount: '3.300' }, itemAt(110)).lines).toHaveLength(1);
  });

  it('is taken for every price and quantity, with amounts as JSON writes them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 9 }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.constantFrom('EUR', 'JPY', 'KWD'),
        (minor, qty, code) => {
          const decimal = (amount: bigint): number => Number(decimalOf(amount, currency(code)));
          const wanted = { ...order, price: decimal(BigInt(minor)), qty, amount: decimal(BigInt(minor) * BigInt(qty)) };
          expect(checkCompatOrder(wanted, itemAt(minor, code)).lines[0]?.quantity).toBe(qty);
        },
      ),
    );
  });

  it.each([
    ['an amount that is a cent off', { amount: 59.96 }, '/amount: is not price times qty'],
    ['a price that is not ours', { price: 0.01, amount: 0.03 }, '/price: is not the price of the item'],
    ['a part of a cent', { price: 19.999, amount: 59.997 }, '/price: has more decimal digits than EUR, which has 2'],
    ['what is no number', { price: '19,99' }, '/price: must be a decimal number such as 19.99'],
    ['an unknown item', { item_id: 'ink' }, '/item_id: is not an item that can be ordered'],
  ])('is refused with %s', (_name, wrong, message) => {
    expect(() => checkCompatOrder({ ...order, ...wrong }, itemAt(1999))).toThrow(message);
  });
});
