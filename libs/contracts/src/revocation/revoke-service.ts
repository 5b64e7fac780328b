import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { revocableId, revocationFields, revocationOutcome } from './revocation.js';

/**
 * Ends every token of the tenant that is for a service (one of its `aud`) up to now, also where it is for others beside.
 * Every token is for the issuer's own API today, so by its name this is the whole tenant, and asks for what that asks for.
 * Each call is a new cut-off, but for calls with one Idempotency-Key: they share the first one's.
 */
export const revokeService = command('revocation.service.revoke.v1', {
  input: z.strictObject({ service: revocableId, ...revocationFields }),
  output: revocationOutcome,
  errors: ['err:revocation:conflict:idempotency-key'],
  access: allow('revocation:emergency'),
  deadlineMs: 5_000,
  priority: 'urgent',
  stepUp: true,
  duringStop: true,
  http: { method: 'POST', path: '/v1/services/:service/revoke' },
});
