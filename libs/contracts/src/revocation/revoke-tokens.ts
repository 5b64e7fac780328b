import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { logSeq, revocationFields, serviceName, tokenId } from './revocation.js';

/** 10,000 ids are 390 kB of the megabyte that a body may have, and their outcomes 1.5 MB of the four of a frame. */
const TOKENS_MAX = 10_000;

/**
 * Kills up to 10,000 tokens in one transaction: all of them or, where one id is bad, none. Outcomes stand in the order of the
 * ids. May be repeated: a token that is revoked already keeps its first revocation.
 */
export const revokeTokens = command('revocation.tokens.revoke.v1', {
  input: z.strictObject({
    jtis: z.array(tokenId).min(1).max(TOKENS_MAX),
    service_name: serviceName,
    ...revocationFields,
  }),
  output: z.strictObject({
    /** By which the audit log names what this call has revoked; null where that is nothing. */
    batch_id: z.uuid().nullable(),
    /** `sealed` once every one has its place in the log. */
    status: z.enum(['sealed', 'pending']),
    /** The last of the places: what is enforced up to there has them all. Null while one has none. */
    seq: logSeq.nullable(),
    outcomes: z.array(
      z.strictObject({
        jti: z.uuid(),
        /** `repeated`: the call named the token before. */
        outcome: z.enum(['revoked', 'already_revoked', 'repeated']),
        revocation_id: z.uuid(),
        seq: logSeq.nullable(),
      }),
    ),
  }),
  errors: [],
  access: allow('revocation:write'),
  deadlineMs: 10_000,
  priority: 'urgent',
  duringStop: true,
  http: { method: 'POST', path: '/v1/tokens/revoke' },
});
