import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { revocableId, revocationFields, revocationOutcome } from './revocation.js';

/**
 * Ends everything that was got with an API key (`api_key_id`) up to now.
 * Each call is a new cut-off, but for calls with one Idempotency-Key: they share the first one's.
 */
export const revokeApiKey = command('revocation.key.revoke.v1', {
  input: z.strictObject({ api_key_id: revocableId, ...revocationFields }),
  output: revocationOutcome,
  errors: ['err:revocation:conflict:idempotency-key'],
  access: allow('revocation:write'),
  deadlineMs: 5_000,
  priority: 'urgent',
  duringStop: true,
  http: { method: 'POST', path: '/v1/api-keys/:api_key_id/revoke' },
});
