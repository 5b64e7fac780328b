import { z } from 'zod';

/** The body of every call, answer and event: about 250 bytes of JSON. */
export const order = {
  orderId: '0190b5a0-7b1e-7c3d-9a52-3f1c5d8e2b47',
  customer: 'c-48213',
  lines: [
    { sku: 'A-1001', quantity: 2, unitMinor: 1299 },
    { sku: 'B-2002', quantity: 1, unitMinor: 4550 },
  ],
  currency: 'EUR',
  note: 'leave it at the door, the bell does not work',
  placedAtMs: 1_767_225_600_000,
};

/** What a contract would ask of it. */
export const orderSchema = z.strictObject({
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
