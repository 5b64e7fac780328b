import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { revocationFields, revocationOutcome } from './revocation.js';
import { stopRequest } from './stop-request.js';

/**
 * Ends everything that was issued, in every tenant, and lets nothing new live until it is lifted: while the stop stands no
 * credential is accepted, and only a token that asks for `revocation:emergency` by name is issued, which opens the doors of
 * those who deal with the emergency and no other. Works without Redis. A stop that stands is the answer to another one.
 *
 * Where two persons are asked for, nothing ends yet: the answer is a request, which another client confirms before it expires. One
 * that waits is the answer to another one, whoever makes it.
 */
export const emergencyStop = command('revocation.stop.make.v1', {
  input: z.strictObject(revocationFields),
  output: z.discriminatedUnion('status', [...revocationOutcome.options, stopRequest]),
  errors: [],
  access: allow('revocation:emergency'),
  deadlineMs: 5_000,
  priority: 'urgent',
  stepUp: true,
  duringStop: true,
  http: { method: 'POST', path: '/v1/emergency-stop' },
});
