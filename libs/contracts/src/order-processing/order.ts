import { z } from 'zod';

/** Where an order can be; `captured`, `released`, `rejected` and `expired` are final. */
export const orderStatuses = [
  'received',
  'reserved',
  'priced',
  'authorized',
  'capture_requested',
  'captured',
  'payment_unknown',
  'release_requested',
  'released',
  'rejected',
  'expired',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** Why an order came to nothing. */
export const orderFailures = ['out_of_stock', 'payment_declined', 'payment_refused', 'reservation_expired'] as const;
export type OrderFailure = (typeof orderFailures)[number];

/** ISO 4217. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters of ISO 4217');
/** Whole minor units of the currency: 1999 is EUR 19.99, and JPY 1999. */
export const minorUnits = z.int().min(0);
export const sku = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be letters, digits, dots, dashes and underscores');
export const quantity = z.int().min(1).max(1_000_000);
/** A payment method of the payment gateway, as Stripe names them. */
export const paymentMethod = z.string().regex(/^pm_[A-Za-z0-9_]{1,250}$/, 'must be the id of a payment method: pm_...');
export const orderId = z.uuid();

export const orderView = z.strictObject({
  order_id: orderId,
  status: z.enum(orderStatuses),
  currency: currencyCode,
  /** Null until tax and totals are fixed. */
  net_minor: minorUnits.nullable(),
  tax_minor: minorUnits.nullable(),
  total_minor: minorUnits.nullable(),
  lines: z.array(
    z.strictObject({
      sku,
      quantity,
      unit_price_minor: minorUnits,
      tax_basis_points: z.int(),
      price_includes_tax: z.boolean(),
      net_minor: minorUnits.nullable(),
      tax_minor: minorUnits.nullable(),
      total_minor: minorUnits.nullable(),
    }),
  ),
  /** Set if and only if the order came to nothing, or is on its way there. */
  failure: z.strictObject({ code: z.enum(orderFailures), message: z.string() }).nullable(),
  created_at: z.iso.datetime(),
});
export type OrderView = z.output<typeof orderView>;
