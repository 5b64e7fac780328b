import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { secretMetadata, secretTypes, secretValue } from './stored-secret.js';

/** Puts a third party's secret into the secret store. The value is nowhere else, not even encrypted. */
export const storeSecret = command('auth-token.secret.store.v1', {
  input: z.strictObject({
    /** The provider: `openai`, `stripe`, ... */
    service_name: z
      .string('must be text')
      .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'must be 1 to 63 lower-case letters, digits, dots, dashes and underscores'),
    token_type: z.enum(secretTypes, `must be one of ${secretTypes.join(', ')}`),
    name: z
      .string('must be text')
      .min(1, 'must not be empty')
      .max(200, 'must have at most 200 characters')
      .regex(/^[^\p{Cc}]*$/u, 'must have no control characters'),
    value: secretValue,
    expires_at: z.iso.datetime('must be a time in UTC as in RFC 3339').optional(),
  }),
  output: secretMetadata,
  errors: ['err:secrets:conflict:abandoned'],
  access: allow('secrets:write'),
  deadlineMs: 15_000,
  http: { method: 'POST', path: '/v1/secrets', status: 201 },
  secrets: { input: ['/value'] },
});
