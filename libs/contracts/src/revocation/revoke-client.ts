import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { revocableId, revocationFields, revocationOutcome } from './revocation.js';

/**
 * Ends everything that was issued to a client up to now; what it gets after this call has answered lives. Each call is a
 * new cut-off, but for calls with one Idempotency-Key: they share the first one's.
 */
export const revokeClient = command('revocation.client.revoke.v1', {
  input: z.strictObject({ client_id: revocableId, ...revocationFields }),
  output: revocationOutcome,
  errors: ['err:revocation:conflict:idempotency-key'],
  access: allow('revocation:write'),
  deadlineMs: 5_000,
  priority: 'urgent',
  duringStop: true,
  http: { method: 'POST', path: '/v1/clients/:client_id/revoke' },
});
