import { Inject, Injectable } from '@nestjs/common';
import {
  fault,
  placeCompatOrder,
  type CallFacts,
  type CarriesOut,
  type Input,
  type OrderStatus,
  type OrderView,
  type Output,
} from '@strongroom/contracts';
import { fingerprint } from '../domain/fingerprint.js';
import { currency } from '../domain/money/currency.js';
import { decimalOf, minorUnitsOf } from '../domain/money/decimal.js';
import { AcceptOrder } from '../place-order/accept-order.js';
import { type Item, type NewOrder } from '../place-order/place-order.store.js';

/** Token of the payment method that pays for orders of clients that send none. */
export const COMPAT_PAYMENT_METHOD = Symbol('payment method of compat orders');

type CompatInput = Input<typeof placeCompatOrder>;

@Injectable()
export class PlaceCompatOrder implements CarriesOut<typeof placeCompatOrder> {
  constructor(
    @Inject(AcceptOrder) private readonly orders: AcceptOrder,
    @Inject(COMPAT_PAYMENT_METHOD) private readonly paymentMethod: string,
  ) {}

  async execute(input: CompatInput, call: CallFacts): Promise<Output<typeof placeCompatOrder>> {
    const order = await this.orders.accept(
      {
        claim: {
          scope: 'compat-orders',
          key: input.id,
          fingerprint: fingerprint('POST', '/v1/compat/orders', input),
        },
        paymentMethod: input.payment_method ?? this.paymentMethod,
        skus: [input.item_id],
        check: (items) => checkCompatOrder(input, items),
      },
      call,
    );
    return compatAnswer(order);
  }
}

/** @throws `err:orders:invalid:price` unless price is the item's, and amount is price times quantity, to the last minor unit */
export function checkCompatOrder(
  { item_id: sku, price, qty, amount }: CompatInput,
  items: ReadonlyMap<string, Item>,
): Pick<NewOrder, 'currency' | 'lines'> {
  const item = items.get(sku);
  if (item === undefined) {
    throw fault('err:orders:invalid:sku', {
      message: '/item_id: is not an item that can be ordered',
      fields: [{ pointer: '/item_id', rule: 'is not an item that can be ordered' }],
    });
  }
  const unitPrice = amountOf(price, '/price', item);
  if (amountOf(amount, '/amount', item) !== unitPrice * BigInt(qty)) {
    throw wrongPrice('/amount', 'is not price times qty');
  }
  if (unitPrice !== BigInt(item.unitPriceMinor) || unitPrice === 0n) {
    throw wrongPrice('/price', 'is not the price of the item');
  }
  return { currency: item.currency, lines: [{ item, quantity: qty }] };
}

function amountOf(decimal: number | string, pointer: string, item: Item): bigint {
  // The shortest decimal that is this number (ECMAScript's Number::toString): what stood in the JSON, digit by digit.
  const minor = minorUnitsOf(String(decimal), currency(item.currency));
  if (!minor.ok) {
    throw wrongPrice(pointer, minor.error);
  }
  return minor.value;
}

function wrongPrice(pointer: string, rule: string): Error {
  return fault('err:orders:invalid:price', { message: `${pointer}: ${rule}`, fields: [{ pointer, rule }] });
}

const messages: Partial<Record<OrderStatus, string>> = {
  captured: 'Order processed successfully.',
  payment_unknown: 'The payment is being checked; ask for the order later.',
};

function compatAnswer({
  order_id,
  status,
  total_minor: total,
  currency: code,
  failure,
}: OrderView): Output<typeof placeCompatOrder> {
  const charged = status === 'captured' && total !== null ? decimalOf(BigInt(total), currency(code)) : '0';
  return {
    order_id,
    status,
    total_charged: Number(charged),
    message: failure?.message ?? messages[status] ?? 'The order is being processed.',
  };
}
