import { z } from 'zod';
import { internal } from '../contract/access.js';
import { query } from '../contract/contract.js';

/** What the tenant's tokens were issued with. One that is not known here, or whose row was cleaned up, is in no line. */
export const showIssuedTokens = query('auth-token.issued-tokens.show.v1', {
  input: z.strictObject({ jtis: z.array(z.uuid()).max(1_000) }),
  output: z.strictObject({
    tokens: z.array(
      z.strictObject({
        jti: z.uuid(),
        subject: z.string(),
        client_id: z.string(),
        /** Its `aud`. */
        audience: z.string(),
        kid: z.string().nullable(),
        /** Its position in the revocation log. */
        pos: z.int().nonnegative(),
        issued_at: z.iso.datetime(),
        expires_at: z.iso.datetime(),
      }),
    ),
  }),
  errors: [],
  access: internal(),
  deadlineMs: 3_000,
  callers: ['revocation'],
});
