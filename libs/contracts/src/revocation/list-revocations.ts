import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { revocableId, revocableScopes, revocation } from './revocation.js';

/** The tenant's revocations, newest first; with `target` the history of one thing. `before` is the last id of the page that was read. */
export const listRevocations = query('revocation.entry.list.v1', {
  input: z.strictObject({
    scope: z.enum(revocableScopes).optional(),
    target: revocableId.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
    before: z.uuid().optional(),
  }),
  output: z.strictObject({ revocations: z.array(revocation) }),
  errors: [],
  access: allow('revocation:read'),
  deadlineMs: 5_000,
  duringStop: true,
  http: { method: 'GET', path: '/v1/revocations' },
});
