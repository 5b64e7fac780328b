import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { revocationOutcome } from './revocation.js';

/**
 * Makes the emergency stop that somebody else has asked for, with the reason that he gave. Whoever asked for it cannot confirm it.
 * Confirmed again, the answer is the same stop. Works without Redis.
 */
export const confirmStop = command('revocation.stop.confirm.v1', {
  input: z.strictObject({ request_id: z.uuid() }),
  output: revocationOutcome,
  errors: ['err:revocation:unknown:stop-request', 'err:revocation:denied:same-person'],
  access: allow('revocation:emergency'),
  deadlineMs: 5_000,
  priority: 'urgent',
  stepUp: true,
  duringStop: true,
  http: { method: 'POST', path: '/v1/emergency-stop/confirm' },
});
