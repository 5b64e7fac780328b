import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { signingKey } from './signing-key.js';

/**
 * Publishes a new signing key, which takes over once every verifier has had time to read it; what the old one signed stays good
 * for as long as it lives. While a rotation is under way the answer is that rotation, so the call may be repeated.
 */
export const rotateSigningKey = command('auth-token.signing-key.rotate.v1', {
  input: z.strictObject({}),
  output: z.strictObject({ outcome: z.enum(['begun', 'under_way']), next: signingKey }),
  errors: ['err:signing:exceeded:keys'],
  access: allow('signing-keys:write'),
  deadlineMs: 15_000,
  http: { method: 'POST', path: '/v1/signing-keys/rotate' },
});
