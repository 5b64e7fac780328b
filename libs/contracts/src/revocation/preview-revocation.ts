import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { revocableId, targetedScopes } from './revocation.js';

const counted = z.strictObject({
  status: z.literal('counted'),
  /** Tokens that are good now and would not be afterwards. */
  live_tokens: z.int().nonnegative(),
  /**
   * Whether each was judged by the log, by its place and all that covers it. Not where they are more than 10,000: then it is an upper
   * bound, in which may be what was ended a moment ago, or was issued on a place before its end.
   */
  exact: z.boolean(),
  by_type: z.strictObject({ access_token: z.int().nonnegative() }),
  counted_at: z.iso.datetime(),
});

/** The issuer, which alone knows, did not answer. Revoking does not need it. */
const unknown = z.strictObject({ status: z.literal('unknown'), live_tokens: z.null(), because: z.string() });

/**
 * The dry run of a revocation: what it would end, if it were made now. Changes nothing. What reaches beyond the caller's tenant
 * asks for the right to revoke it.
 */
export const previewRevocation = query('revocation.impact.preview.v1', {
  input: z
    .strictObject({
      scope: z.enum([...targetedScopes, 'global', 'stop']),
      /** Up to 10,000 tokens, or one of anything else; none where it is everything. */
      targets: z.array(revocableId).max(10_000).default([]),
    })
    .superRefine(({ scope, targets }, context) => {
      const refuse = (message: string, ...path: number[]): void => {
        context.addIssue({ code: 'custom', path: ['targets', ...path], message });
      };
      if (scope === 'token') {
        if (targets.length === 0) refuse('must name at least one token');
        for (const [index, target] of targets.entries())
          if (!z.uuid().safeParse(target).success) refuse('must be the jti of a token', index);
      } else if (scope === 'global' || scope === 'stop') {
        if (targets.length > 0) refuse('must be left out: everything is meant');
      } else if (targets.length !== 1) refuse(`must name one ${scope}`);
    }),
  output: z.discriminatedUnion('status', [counted, unknown]),
  errors: [],
  access: allow('revocation:read'),
  deadlineMs: 5_000,
  duringStop: true,
  http: { method: 'POST', path: '/v1/revocations/preview' },
});
