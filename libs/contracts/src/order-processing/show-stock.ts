import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { sku } from './order.js';
import { stockView } from './stock.js';

/** One item: its price, and how many there are. */
export const showStock = query('order-processing.stock.show.v1', {
  input: z.strictObject({ sku }),
  output: stockView,
  errors: ['err:orders:unknown:sku'],
  access: allow('stock:read'),
  deadlineMs: 2_000,
  http: { method: 'GET', path: '/v1/stock/:sku' },
});
