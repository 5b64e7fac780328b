import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { revocableId, revocationFields, revocationOutcome } from './revocation.js';

/**
 * Ends everything that a key has signed or ever will, in every tenant and for good: whoever has stolen the key writes any
 * position into a token. The issuer stops signing with it and makes another.
 */
export const revokeSigningKey = command('revocation.signing-key.revoke.v1', {
  input: z.strictObject({ kid: revocableId, ...revocationFields }),
  output: revocationOutcome,
  errors: ['err:revocation:conflict:idempotency-key'],
  access: allow('revocation:emergency'),
  deadlineMs: 5_000,
  priority: 'urgent',
  stepUp: true,
  duringStop: true,
  http: { method: 'POST', path: '/v1/signing-keys/:kid/revoke' },
});
