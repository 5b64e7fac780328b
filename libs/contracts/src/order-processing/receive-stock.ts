import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { quantity, sku } from './order.js';
import { itemTerms, stockView } from './stock.js';

/**
 * Takes a delivery into stock. A new item begins with its first delivery; a later one sets name, price and tax anew.
 * The same `receipt_id` counts once, however often and however late it is sent.
 */
export const receiveStock = command('order-processing.stock.receive.v1', {
  input: z.strictObject({
    sku,
    /** Number of the delivery note, or whatever tells one delivery of this item from another. */
    receipt_id: z.string().min(1).max(100),
    quantity,
    ...itemTerms,
  }),
  output: stockView,
  errors: ['err:orders:invalid:currency', 'err:orders:conflict:receipt'],
  access: allow('stock:write'),
  deadlineMs: 2_000,
  http: { method: 'POST', path: '/v1/stock/:sku/receipts', status: 201 },
});
