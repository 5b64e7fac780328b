import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { orderId, orderStatuses, paymentMethod, quantity, sku } from './order.js';

/** A decimal amount in major units, as a JSON number or as text: `19.99`. Read digit by digit, never calculated with. */
const decimalAmount = z.union([z.number().nonnegative(), z.string().max(32)]);

/**
 * The payload of older clients: one item, decimal amounts, and their own order id, which is the idempotency key.
 * `amount` must be `price` times `qty`, and `price` the item's price.
 */
export const placeCompatOrder = command('order-processing.compat-order.place.v1', {
  input: z.strictObject({
    id: z.string().regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible characters'),
    item_id: sku,
    price: decimalAmount,
    qty: quantity,
    amount: decimalAmount,
    /** Older clients do not send one: then the one that this system is configured with pays. */
    payment_method: paymentMethod.optional(),
  }),
  output: z.strictObject({
    order_id: orderId,
    status: z.enum(orderStatuses),
    /** Decimal, in major units; 0 unless the order is captured. */
    total_charged: z.number(),
    message: z.string(),
  }),
  errors: [
    'err:orders:conflict:idempotency-key',
    'err:orders:conflict:in-flight',
    'err:orders:invalid:sku',
    'err:orders:invalid:price',
  ],
  access: allow('orders:write'),
  deadlineMs: 30_000,
  http: { method: 'POST', path: '/v1/compat/orders', status: 201 },
});
