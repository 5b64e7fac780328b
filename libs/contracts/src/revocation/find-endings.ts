import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { revocableId, revocation, tokenId } from './revocation.js';

export const TOKENS_CHECKED_MAX = 1_000;

/** By what a credential can be ended, as the signed token says it. */
const names = z.strictObject({
  subject: revocableId,
  client: revocableId,
  session: revocableId.exactOptional(),
  family: revocableId.exactOptional(),
  key: revocableId.exactOptional(),
  services: z.array(revocableId).max(32).exactOptional(),
  signing_key: revocableId.exactOptional(),
  pos: z.int().nonnegative(),
});

/**
 * Whether tokens of the tenant are ended, and by which entry of the log first. Read from the database itself, so nothing that is
 * committed is missed. What the caller has not read from a token itself is asked of the issuer; of one that it does not know, or
 * while it does not answer, nothing is ever said to be active. Answers stand in the order of the tokens.
 */
export const findEndings = query('revocation.endings.find.v1', {
  input: z.strictObject({
    tokens: z.array(z.strictObject({ jti: tokenId, names: names.optional() })).max(TOKENS_CHECKED_MAX),
  }),
  output: z.strictObject({
    endings: z.array(
      z.strictObject({
        jti: z.uuid(),
        /** `unknown`: the issuer has no such token (any more). `unavailable`: it did not answer. */
        status: z.enum(['active', 'revoked', 'expired', 'unknown', 'unavailable']),
        ended_by: revocation.nullable(),
        expires_at: z.iso.datetime().nullable(),
      }),
    ),
  }),
  errors: [],
  access: allow('revocation:read'),
  deadlineMs: 5_000,
  duringStop: true,
  callers: ['gateway'],
});
