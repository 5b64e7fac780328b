import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { orderId, orderStatuses, orderView } from './order.js';

/** An order as it is now, and the states it has been in. */
export const showOrder = query('order-processing.order.show.v1', {
  input: z.strictObject({ order_id: orderId }),
  output: orderView.extend({
    /** Made from the order's events, so it may be a moment behind `status`. */
    history: z.array(z.strictObject({ status: z.enum(orderStatuses), at: z.iso.datetime() })),
  }),
  errors: ['err:orders:unknown:order'],
  access: allow('orders:read'),
  deadlineMs: 2_000,
  http: { method: 'GET', path: '/v1/orders/:order_id' },
});
