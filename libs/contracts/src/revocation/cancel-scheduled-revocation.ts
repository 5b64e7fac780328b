import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { scheduledRevocation } from './scheduled-revocation.js';

/**
 * Takes back a revocation that is waiting for its time. Cancelled again, the answer is the same. One that was made is in the
 * log, and stays there. What reaches beyond the caller's tenant is cancelled with `revocation:emergency` only.
 */
export const cancelScheduledRevocation = command('revocation.scheduled.cancel.v1', {
  input: z.strictObject({ scheduled_id: z.uuid() }),
  output: scheduledRevocation,
  errors: ['err:revocation:unknown:scheduled', 'err:revocation:conflict:scheduled'],
  access: allow('revocation:write'),
  deadlineMs: 5_000,
  duringStop: true,
  http: { method: 'POST', path: '/v1/scheduled-revocations/:scheduled_id/cancel' },
});
