import { z } from 'zod';
import { event } from '../contract/contract.js';
import { orderId, orderStatuses } from './order.js';

/** An order has come to a new state. One for each version of an order, in order, none left out. */
export const orderChanged = event('order-processing.order.changed.v1', {
  payload: z.strictObject({
    order_id: orderId,
    version: z.int().positive(),
    status: z.enum(orderStatuses),
    changed_at: z.iso.datetime(),
  }),
  consumers: ['order-processing'],
});
