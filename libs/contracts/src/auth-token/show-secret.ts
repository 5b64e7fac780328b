import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { secretId, secretMetadata } from './stored-secret.js';

/** What is known of one secret; never its value. */
export const showSecret = query('auth-token.secret.show.v1', {
  input: z.strictObject({ secret_id: secretId }),
  output: secretMetadata,
  errors: ['err:secrets:unknown:secret'],
  access: allow('secrets:read'),
  deadlineMs: 2_000,
  http: { method: 'GET', path: '/v1/secrets/:secret_id' },
});
