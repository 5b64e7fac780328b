import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { minorUnits, orderView, paymentMethod, quantity, sku } from './order.js';

/**
 * Takes an order and sees it through: goods held, taxed, paid. The same Idempotency-Key has one effect and, once the order
 * is final, one answer, byte for byte. An order that fails is an answer too: `status` says what became of it. With
 * `payment_unknown` the payment gateway has not told yet; ask for the order until its status is final.
 */
export const placeOrder = command('order-processing.order.place.v1', {
  input: z.strictObject({
    lines: z
      .array(
        z.strictObject({
          sku,
          quantity,
          /** What the customer was shown. Refused if it is not the price. */
          unit_price_minor: minorUnits.optional(),
        }),
      )
      .min(1)
      .max(100),
    payment_method: paymentMethod,
    /** What the customer agreed to pay, tax included. Refused if it is not the total. */
    total_minor: minorUnits.optional(),
  }),
  output: orderView,
  errors: [
    'err:orders:conflict:idempotency-key',
    'err:orders:conflict:in-flight',
    'err:orders:invalid:sku',
    'err:orders:invalid:price',
    'err:orders:invalid:currency',
  ],
  access: allow('orders:write'),
  deadlineMs: 30_000,
  idempotency: 'required',
  http: { method: 'POST', path: '/v1/orders', status: 201 },
});
