import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { TOKENS_CHECKED_MAX } from '../revocation/find-endings.js';
import { revocation } from '../revocation/revocation.js';

/**
 * Whether access tokens of the caller's tenant, or the ids (`jti`) of some, are good, and what ended those that are not; answers
 * stand in the order of the tokens. The longest token that a guard reads is 8 KiB; a body is bounded as a whole.
 */
export const checkTokens = query('gateway.tokens.check.v1', {
  input: z.strictObject({ tokens: z.array(z.string().min(1).max(16_384)).min(1).max(TOKENS_CHECKED_MAX) }),
  output: z.strictObject({
    tokens: z.array(
      z.strictObject({
        /**
         * `malformed`: nothing that was issued here, by `refused`. `unknown`: another tenant's, or the id of none that is known.
         * `unavailable`: nobody can say now, so treat it as not good.
         */
        status: z.enum(['active', 'revoked', 'expired', 'malformed', 'unknown', 'unavailable']),
        jti: z.string().nullable(),
        /** The guard's reason for a token that it refuses. */
        refused: z.string().nullable(),
        /** The entry of the log that ended it first; null also where the log was not read far enough to name it. */
        ended_by: revocation.nullable(),
        expires_at: z.iso.datetime().nullable(),
      }),
    ),
  }),
  errors: [],
  access: allow('revocation:read'),
  deadlineMs: 5_000,
  secrets: { input: ['/tokens'] },
  duringStop: true,
  http: { method: 'POST', path: '/v1/tokens/check' },
});
