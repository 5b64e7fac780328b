import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { revocation, tokenId } from './revocation.js';
import { showPropagation } from './show-propagation.js';

/**
 * The story of one token of the tenant: what it was issued with, what ended it first, when, why and by whom, which guards enforce
 * that, and everything else in the log that covers it, in the log's order.
 */
export const showTokenHistory = query('revocation.token-history.show.v1', {
  input: z.strictObject({ jti: tokenId }),
  output: z.strictObject({
    jti: z.uuid(),
    /** As the database has it now; see the check of tokens. */
    status: z.enum(['active', 'revoked', 'expired', 'unknown', 'unavailable']),
    /** Null where the issuer does not know it (any more), or does not answer: then only revocations of the token itself are found. */
    issued: z
      .strictObject({
        subject: z.string(),
        client_id: z.string(),
        kid: z.string().nullable(),
        pos: z.int().nonnegative(),
        issued_at: z.iso.datetime(),
        expires_at: z.iso.datetime(),
      })
      .nullable(),
    ended_by: revocation.nullable(),
    /** Of `ended_by`, once that is sealed. */
    propagation: showPropagation.output.nullable(),
    /** The first hundred that cover it. */
    covered_by: z.array(revocation),
  }),
  errors: [],
  access: allow('revocation:read'),
  deadlineMs: 5_000,
  duringStop: true,
  http: { method: 'GET', path: '/v1/tokens/:jti/history' },
});
