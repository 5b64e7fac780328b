import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { logSeq, revocationFields, revocationOutcome } from './revocation.js';

/**
 * Lifts the emergency stop that stands. It is a cut-off too: what was issued before the stop stays dead, and so does what was
 * issued while it stood; everybody logs in again. `stop_seq` says which stop is meant, so that nobody lifts one that he has
 * not seen.
 */
export const liftStop = command('revocation.stop.lift.v1', {
  input: z.strictObject({ stop_seq: logSeq, ...revocationFields }),
  output: revocationOutcome,
  errors: ['err:revocation:conflict:stop'],
  access: allow('revocation:emergency'),
  deadlineMs: 5_000,
  priority: 'urgent',
  stepUp: true,
  duringStop: true,
  http: { method: 'POST', path: '/v1/emergency-stop/lift' },
});
