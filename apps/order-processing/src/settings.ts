import { databaseSettings, processSettings } from '@strongroom/platform';
import { z } from 'zod';
import { roundings } from './domain/money/round-ratio.js';

export const orderProcessingSettings = processSettings.extend(databaseSettings.shape).extend({
  /** Stripe, or where its simulator listens. The key is in the secret store: services/order-processing/stripe, `api_key`. */
  STRIPE_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' })
    .default('https://api.stripe.com'),
  STRIPE_TIMEOUT_MS: z.coerce.number().int().min(100).max(30_000).default(10_000),
  /** How a half minor unit of tax is rounded: away from zero, or to the even neighbour (banker's). */
  TAX_ROUNDING: z.enum(roundings).default('half-up'),
  /** Who pays for orders in the older form, which names no payment method. The default pays with play money only. */
  COMPAT_PAYMENT_METHOD: z.string().regex(/^pm_/, 'must be the id of a payment method: pm_...').default('pm_card_visa'),
});
export type OrderProcessingSettings = z.output<typeof orderProcessingSettings>;
