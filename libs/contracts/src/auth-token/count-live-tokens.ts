import { z } from 'zod';
import { internal } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { revocableScopes } from '../revocation/revocation.js';

/** Of so many tokens the names are a megabyte or two of the four of a frame. */
export const NAMED_TOKENS_MAX = 10_000;

/**
 * How many tokens that are still good a revocation would end, by their type, as far as the issuer has heard of earlier ones; and,
 * up to 10,000, what they rest on, for whoever knows the log to leave out those that are ended already. In the tenant of the
 * context; what belongs to no tenant is asked for in the tenant `*`.
 */
export const countLiveTokens = query('auth-token.live-tokens.count.v1', {
  input: z.strictObject({ scope: z.enum(revocableScopes), targets: z.array(z.string().max(256)).max(10_000) }),
  output: z.strictObject({
    live: z.strictObject({ access_token: z.int().nonnegative() }),
    /** All of `live`; null where they are more than can be named. */
    tokens: z
      .array(
        z.strictObject({
          jti: z.uuid(),
          tenant: z.string(),
          subject: z.string(),
          client_id: z.string(),
          kid: z.string().nullable(),
          pos: z.int().nonnegative(),
        }),
      )
      .max(NAMED_TOKENS_MAX)
      .nullable(),
    /** The `aud` of each. */
    audience: z.string(),
    counted_at: z.iso.datetime(),
  }),
  errors: [],
  access: internal(),
  deadlineMs: 3_000,
  callers: ['revocation'],
});
