import { allow, query } from '@strongroom/contracts';
import { orderSchema } from '../../frame/order.ts';
import { PATTERN } from './echo-controller.ts';

/** A contract like any of the platform's own. */
export const echo = query(PATTERN, {
  input: orderSchema,
  output: orderSchema,
  errors: [],
  access: allow('orders:read'),
  deadlineMs: 5_000,
  callers: ['gateway'],
});
