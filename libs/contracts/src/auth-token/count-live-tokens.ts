import { z } from 'zod';
import { internal } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { revocableScopes } from '../revocation/revocation.js';

/**
 * How many tokens that are still good a revocation would end, by their type, as far as the issuer has heard of earlier ones.
 * In the tenant of the context; what belongs to no tenant is asked for in the tenant `*`.
 */
export const countLiveTokens = query('auth-token.live-tokens.count.v1', {
  input: z.strictObject({ scope: z.enum(revocableScopes), targets: z.array(z.string().max(256)).max(10_000) }),
  output: z.strictObject({
    live: z.strictObject({ access_token: z.int().nonnegative() }),
    counted_at: z.iso.datetime(),
  }),
  errors: [],
  access: internal(),
  deadlineMs: 3_000,
  callers: ['revocation'],
});
