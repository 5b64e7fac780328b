import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { wholeNumberText } from './whole-number-text.js';

/**
 * The tenant's audit entries, newest first; and to who has `revocation:emergency`, those of what was done to every tenant at once.
 * `next` is the `before` of the page that follows, and null on the last one.
 */
export const listAuditEntries = query('auth-token.audit.list.v1', {
  input: z.strictObject({
    limit: wholeNumberText(1, 500).default(100),
    before: z.uuid().optional(),
  }),
  output: z.strictObject({
    entries: z.array(
      z.strictObject({
        id: z.uuid(),
        recorded_at: z.iso.datetime(),
        action: z.string(),
        outcome: z.string(),
        actor: z.strictObject({ type: z.string(), id: z.string() }),
        target: z.strictObject({ type: z.string(), id: z.string() }),
        details: z.record(z.string(), z.unknown()),
        trace_id: z.string(),
      }),
    ),
    next: z.uuid().nullable(),
  }),
  errors: [],
  access: allow('audit:read'),
  deadlineMs: 5_000,
  http: { method: 'GET', path: '/v1/audit-entries' },
});
