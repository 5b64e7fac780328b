import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { secretMetadata, secretTypes, secretValue } from './stored-secret.js';

/** Puts a third party's secret into the secret store. The value is nowhere else, not even encrypted. */
export const storeSecret = command('auth-token.secret.store.v1', {
  input: z.strictObject({
    /** The provider: `openai`, `stripe`, ... */
    service_name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'must be lower-case letters, digits, dots and dashes'),
    token_type: z.enum(secretTypes),
    name: z
      .string()
      .max(200)
      .regex(/^[^\p{Cc}]+$/u, 'must be a name without control characters'),
    value: secretValue,
    expires_at: z.iso.datetime().optional(),
  }),
  output: secretMetadata,
  errors: ['err:secrets:conflict:abandoned'],
  access: allow('secrets:write'),
  deadlineMs: 15_000,
  http: { method: 'POST', path: '/v1/secrets', status: 201 },
  secrets: { input: ['/value'] },
});
