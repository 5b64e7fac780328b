import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { revocableId, revocationFields, revocationOutcome } from './revocation.js';

/**
 * Ends every token of a refresh family (`family`) up to now: those that descend from one grant, and what was got with them.
 * Each call is a new cut-off, but for calls with one Idempotency-Key: they share the first one's.
 */
export const revokeFamily = command('revocation.family.revoke.v1', {
  input: z.strictObject({ family: revocableId, ...revocationFields }),
  output: revocationOutcome,
  errors: ['err:revocation:conflict:idempotency-key'],
  access: allow('revocation:write'),
  deadlineMs: 5_000,
  priority: 'urgent',
  duringStop: true,
  http: { method: 'POST', path: '/v1/refresh-families/:family/revoke' },
});
