import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { isPeriod, periodRule, revocationFilter } from './list-revocations.js';
import { revocation } from './revocation.js';

/**
 * The same revocations as the list's, newest first, all of them: a line of NDJSON each. An export that was cut off goes on with
 * `before`, the `revocation_id` of its last line. What leaves is audited, page by page, before it leaves: therefore a command.
 */
export const exportRevocations = command('revocation.entry.export.v1', {
  input: z.strictObject({ ...revocationFilter, before: z.uuid().optional() }).refine(isPeriod, periodRule),
  output: z.strictObject({ revocations: z.array(revocation), next: z.uuid().nullable() }),
  errors: [],
  access: allow('revocation:read'),
  deadlineMs: 10_000,
  duringStop: true,
  http: { method: 'GET', path: '/v1/revocations/export', lines: 'revocations' },
});
