import { z } from 'zod';
import { openToAll } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { clientCredentials } from './client-credentials.js';

/**
 * Whether a client is who it says it is (RFC 6749, section 2.3), for doors that need no token: introspection, revocation.
 * `pos` is the head of the revocation log before the secret was looked at: whoever keeps the answer must ask its guard
 * whether the client was cut off after that.
 */
export const authenticateClient = query('auth-token.client.authenticate.v1', {
  input: z.strictObject(clientCredentials),
  output: z.strictObject({ client_id: z.string(), tenant: z.string(), pos: z.int().nonnegative() }),
  errors: ['err:oauth:invalid:client'],
  access: openToAll(),
  deadlineMs: 5_000,
  callers: ['gateway'],
  secrets: { input: ['/client_secret'] },
});
