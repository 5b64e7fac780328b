import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { revocableId, revocationFields, revocationOutcome } from './revocation.js';

/**
 * Ends every token of the tenant that is for a service (one of its `aud`) up to now, also where it is for others beside.
 * Each call is a new cut-off, but for calls with one Idempotency-Key: they share the first one's.
 */
export const revokeService = command('revocation.service.revoke.v1', {
  input: z.strictObject({ service: revocableId, ...revocationFields }),
  output: revocationOutcome,
  errors: ['err:revocation:conflict:idempotency-key'],
  access: allow('revocation:write'),
  deadlineMs: 5_000,
  priority: 'urgent',
  duringStop: true,
  http: { method: 'POST', path: '/v1/services/:service/revoke' },
});
