import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { revocationFields, revocationOutcome } from './revocation.js';

/**
 * Ends everything that was issued up to now, in every tenant. Who logs in again goes on; to let nobody in, stop instead.
 * Each call is a new cut-off, but for calls with one Idempotency-Key: they share the first one's.
 */
export const revokeEverything = command('revocation.everything.revoke.v1', {
  input: z.strictObject(revocationFields),
  output: revocationOutcome,
  errors: ['err:revocation:conflict:idempotency-key'],
  access: allow('revocation:emergency'),
  deadlineMs: 5_000,
  priority: 'urgent',
  stepUp: true,
  duringStop: true,
  http: { method: 'POST', path: '/v1/revocations/everything' },
});
