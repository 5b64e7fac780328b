import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { secretId, secretVersionText } from './stored-secret.js';

/**
 * Every version of a secret, gone for good. From the answer on nobody can read it; `deleting` says that the secret store
 * could not be reached and will be cleared as soon as it can.
 */
export const deleteSecret = command('auth-token.secret.delete.v1', {
  input: z.strictObject({ secret_id: secretId, expected_version: secretVersionText }),
  output: z.strictObject({ secret_id: secretId, status: z.enum(['deleted', 'deleting']) }),
  errors: ['err:secrets:unknown:secret', 'err:secrets:conflict:version', 'err:secrets:conflict:busy'],
  access: allow('secrets:write'),
  deadlineMs: 15_000,
  http: { method: 'DELETE', path: '/v1/secrets/:secret_id' },
});
