import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { secretId, secretVersion } from './stored-secret.js';

/** Every version there was, newest first: who asked for it, when, and what became of it. */
export const showSecretHistory = query('auth-token.secret.history.v1', {
  input: z.strictObject({ secret_id: secretId }),
  output: z.strictObject({
    secret_id: secretId,
    versions: z.array(
      z.strictObject({
        version: secretVersion,
        /** `writing`: under way. `abandoned`: given up before it was ever readable. */
        state: z.enum(['writing', 'stored', 'abandoned']),
        requested_at: z.iso.datetime(),
        requested_by: z.strictObject({ type: z.string(), id: z.string() }),
      }),
    ),
  }),
  errors: ['err:secrets:unknown:secret'],
  access: allow('secrets:read'),
  deadlineMs: 2_000,
  http: { method: 'GET', path: '/v1/secrets/:secret_id/history' },
});
