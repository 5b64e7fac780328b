import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@strongroom/kernel';
import { checkOrder } from './check-order.js';
import { type Item } from './place-order.store.js';

const item = (sku: string, over: Partial<Item> = {}): [string, Item] => [
  sku,
  { sku, currency: 'EUR', unitPriceMinor: 1000, taxBasisPoints: 1900, priceIncludesTax: false, ...over },
];
const books = new Map([
  item('pen'),
  item('ink'),
  item('yen', { currency: 'JPY' }),
  item('gift', { unitPriceMinor: 0 }),
]);
const line = (sku: string, over: object = {}) => ({ sku, quantity: 2, ...over });

function refusalOf(wanted: Parameters<typeof checkOrder>[0]): unknown {
  try {
    return checkOrder(wanted, books, 'half-up');
  } catch (error) {
    if (error instanceof DomainError) {
      return [error.code, error.fields[0]?.pointer];
    }
    throw error;
  }
}

describe('an order as it comes in', () => {
  it('is priced by the books, and may say what the customer was shown', () => {
    const checked = checkOrder(
      { lines: [line('pen', { unit_price_minor: 1000 }), line('ink')], total_minor: 4760 },
      books,
      'half-up',
    );
    expect(checked).toEqual({
      currency: 'EUR',
      lines: [
        { item: books.get('pen'), quantity: 2 },
        { item: books.get('ink'), quantity: 2 },
      ],
    });
  });

  it.each([
    ['an unknown item', { lines: [line('pen'), line('unknown')] }, 'err:orders:invalid:sku', '/lines/1/sku'],
    [
      'another price',
      { lines: [line('pen', { unit_price_minor: 999 })] },
      'err:orders:invalid:price',
      '/lines/0/unit_price_minor',
    ],
    [
      'a total without its tax',
      { lines: [line('pen')], total_minor: 2000 },
      'err:orders:invalid:price',
      '/total_minor',
    ],
    ['two currencies', { lines: [line('pen'), line('yen')] }, 'err:orders:invalid:currency', '/lines/1/sku'],
    ['nothing to pay', { lines: [line('gift')] }, 'err:orders:invalid:price', '/lines'],
  ])('is refused with %s, by the field that is wrong', (_name, wanted, code, pointer) => {
    expect(refusalOf(wanted)).toEqual([code, pointer]);
  });
});
