import { z } from 'zod';
import { wholeNumberText } from './whole-number-text.js';

/** What kind of thing a third party gave us. */
export const secretTypes = ['api_key', 'oauth', 'password', 'certificate'] as const;
export type SecretType = (typeof secretTypes)[number];

/** 64 KiB holds any certificate chain that a provider hands out. */
const VALUE_CHARACTERS_MAX = 65_536;

export const secretId = z.uuid('must be a UUID');
export const secretVersion = z.int('must be a whole number').positive('must be 1 or more');
/** The same in a query, where everything is text. */
export const secretVersionText = wholeNumberText(1);
export const secretValue = z
  .string('must be text')
  .min(1, 'must not be empty')
  .max(VALUE_CHARACTERS_MAX, `must have at most ${VALUE_CHARACTERS_MAX} characters`);

/** All that may be known of a stored secret without reading it. */
export const secretMetadata = z.strictObject({
  secret_id: secretId,
  service_name: z.string(),
  token_type: z.enum(secretTypes),
  name: z.string(),
  /** Versions only go up; one is left out where a change was given up. */
  version: secretVersion,
  /** When the provider lets it end, as far as the one who stored it knows. */
  expires_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
