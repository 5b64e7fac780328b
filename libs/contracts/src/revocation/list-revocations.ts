import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { revocableId, revocableScopes, revocation, revocationReasons } from './revocation.js';

const moment = z.iso.datetime({ offset: true }).optional();

/** Which revocations are meant: those that fit all that is given. */
export const revocationFilter = {
  scope: z.enum(revocableScopes).optional(),
  /** As the token, `sub`, `client_id`... has it; the jti of a token in letters of either size. */
  target: revocableId.optional(),
  reason: z.enum(revocationReasons).optional(),
  /** Id of the user, client or service that revoked. */
  revoked_by: revocableId.optional(),
  /** Recorded at this moment or later. */
  from: moment,
  /** Recorded before this moment. */
  to: moment,
};

export function isPeriod({
  from,
  to,
}: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): boolean {
  // What is not a time at all is said already.
  return from === undefined || to === undefined || !(Date.parse(from) >= Date.parse(to));
}

export const periodRule = { path: ['from'], message: 'must be before `to`' };

/**
 * The tenant's revocations and those that ended every tenant's tokens (`signing_key`, `global`, `stop`, `lift`), newest first, as far
 * as they fit all that is asked for; with `target` the history of one thing, such as a token. Note and metadata of the latter, and
 * the ends of other tenants, are for who has `revocation:emergency`. `next` is the `before` of the page that follows, and null on
 * the last one.
 */
export const listRevocations = query('revocation.entry.list.v1', {
  input: z
    .strictObject({
      ...revocationFilter,
      limit: z.coerce.number().int().min(1).max(500).default(100),
      before: z.uuid().optional(),
    })
    .refine(isPeriod, periodRule),
  output: z.strictObject({ revocations: z.array(revocation), next: z.uuid().nullable() }),
  errors: [],
  access: allow('revocation:read'),
  deadlineMs: 5_000,
  duringStop: true,
  http: { method: 'GET', path: '/v1/revocations' },
});
