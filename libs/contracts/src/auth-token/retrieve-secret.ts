import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { secretId, secretVersion, secretVersionText } from './stored-secret.js';

/** The value itself: the current version unless another is asked for. That it was read is on record before it leaves. */
export const retrieveSecret = query('auth-token.secret.retrieve.v1', {
  input: z.strictObject({
    secret_id: secretId,
    version: secretVersionText.optional(),
  }),
  output: z.strictObject({ secret_id: secretId, version: secretVersion, value: z.string() }),
  errors: ['err:secrets:unknown:secret', 'err:secrets:unknown:version'],
  access: allow('secrets:read'),
  deadlineMs: 10_000,
  http: { method: 'GET', path: '/v1/secrets/:secret_id/value' },
  secrets: { output: ['/value'] },
});
