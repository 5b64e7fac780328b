import { z } from 'zod';
import { currencyCode, minorUnits, sku } from './order.js';

/** What an item is called and what one of it costs. */
export const itemTerms = {
  name: z.string().min(1).max(200),
  currency: currencyCode,
  unit_price_minor: minorUnits,
  /** 1900 is 19 %. */
  tax_basis_points: z.int().min(0).max(10_000),
  /** The price already holds the tax. */
  price_includes_tax: z.boolean(),
};

const pieces = z.int().min(0);

export const stockView = z.strictObject({
  sku,
  ...itemTerms,
  on_hand: pieces,
  /** Held for orders under way. */
  reserved: pieces,
  /** Paid for, and still on hand. */
  sold: pieces,
  /** What can be ordered: on hand, less what is reserved and sold. */
  available: pieces,
});
