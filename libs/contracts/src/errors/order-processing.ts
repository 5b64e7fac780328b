import { type ErrorRow } from './error-row.js';

/** Errors of orders and stock. An order that fails is not among them: it is an answer with a `failure`. */
export const orderProcessingErrors = {
  'err:orders:conflict:idempotency-key': {
    status: 'FAILED_PRECONDITION',
    title: 'The idempotency key was used for another request',
    happened: 'An earlier request with the same key had another body. Nothing was changed by this one.',
    fix: 'Send the same body to try the same order again, or a new key for a new order. Keys are kept for 24 hours.',
  },
  'err:orders:conflict:in-flight': {
    status: 'ABORTED',
    retryable: true,
    title: 'The same order is being carried out',
    happened: 'An earlier request with the same key has not come to its end, and it did not within a short wait.',
    fix: 'Send the same request again after Retry-After: the answer will be that of the first one.',
  },
  'err:orders:conflict:receipt': {
    status: 'ABORTED',
    title: 'The delivery was already taken in, with other contents',
    happened: 'A delivery of this item with the same `receipt_id` is in stock, and its quantity was another.',
    fix: 'Give another delivery another `receipt_id`.',
  },
  'err:orders:invalid:sku': {
    status: 'FAILED_PRECONDITION',
    title: 'There is no such item to order',
    happened: 'A line names an item that is not in stock’s books. `errors` says which line. Nothing was changed.',
    fix: 'Look the item up with GET /v1/stock/{sku}.',
  },
  'err:orders:invalid:price': {
    status: 'FAILED_PRECONDITION',
    title: 'The order does not cost that much',
    happened:
      'A price or an amount of the request is not what the order costs. `errors` says which. Nothing was changed.',
    fix: 'Ask for the price with GET /v1/stock/{sku}, show it to the customer, and order again.',
  },
  'err:orders:invalid:currency': {
    status: 'FAILED_PRECONDITION',
    title: 'The currencies do not fit',
    happened: 'An order has one currency, an item keeps the one it began with, and it is an active one of ISO 4217.',
    fix: 'Order items of different currencies apart; give an item with another currency another sku.',
  },
  'err:orders:unknown:order': {
    status: 'NOT_FOUND',
    title: 'There is no such order',
    happened: 'No order of this tenant has this id.',
    fix: 'Use the order_id that POST /v1/orders answered with.',
  },
  'err:orders:unknown:sku': {
    status: 'NOT_FOUND',
    title: 'There is no such item',
    happened: 'No item of this tenant has this sku.',
    fix: 'An item begins with its first delivery: POST /v1/stock/{sku}/receipts.',
  },
} as const satisfies Record<`err:${string}:${string}:${string}`, ErrorRow>;
