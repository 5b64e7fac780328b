import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { revocableId, revocationFields, revocationOutcome } from './revocation.js';

/**
 * Ends everything that was issued in a tenant up to now, whosever it is; what is issued after this call has answered lives.
 * Each call is a new cut-off, but for calls with one Idempotency-Key: they share the first one's.
 */
export const revokeTenant = command('revocation.tenant.revoke.v1', {
  input: z.strictObject({ tenant: revocableId, ...revocationFields }),
  output: revocationOutcome,
  errors: ['err:revocation:conflict:idempotency-key'],
  access: allow('revocation:emergency'),
  deadlineMs: 5_000,
  priority: 'urgent',
  stepUp: true,
  duringStop: true,
  http: { method: 'POST', path: '/v1/tenants/:tenant/revoke' },
});
