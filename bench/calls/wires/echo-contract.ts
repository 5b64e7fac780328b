import { allow, query } from '@strongroom/contracts';
import { z } from 'zod';
import { PATTERN } from './echo-controller.ts';

const order = z.strictObject({
  orderId: z.uuid(),
  customer: z.string().min(1).max(64),
  lines: z
    .array(
      z.strictObject({
        sku: z.string().min(1).max(64),
        quantity: z.int().min(1).max(1000),
        unitMinor: z.int().min(0),
      }),
    )
    .min(1)
    .max(100),
  currency: z.enum(['EUR', 'USD']),
  note: z.string().max(500).optional(),
  placedAtMs: z.int(),
});

/** A contract like any of the platform's own. */
export const echo = query(PATTERN, {
  input: order,
  output: order,
  errors: [],
  access: allow('orders:read'),
  deadlineMs: 5_000,
  callers: ['gateway'],
});
