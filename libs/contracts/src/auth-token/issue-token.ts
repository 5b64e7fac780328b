import { z } from 'zod';
import { openToAll } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { clientCredentials, visible } from './client-credentials.js';

/**
 * The client credentials grant (RFC 6749, section 4.4): an access token for a client that acts for itself.
 * Fields bear the names of the RFCs, because the OAuth door of the gateway hands them through. `resource` is the
 * audience (RFC 8707); there is one, the issuer's own API. `scope` left out asks for all that the client may have.
 */
export const issueToken = command('auth-token.token.issue.v1', {
  input: z.strictObject({
    ...clientCredentials,
    scope: z.string().max(1000).optional(),
    resource: visible.max(500).optional(),
  }),
  output: z.strictObject({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    /** Lifetime in seconds (RFC 6749, section 5.1). */
    expires_in: z.int().positive(),
    scope: z.string(),
  }),
  errors: ['err:oauth:invalid:client', 'err:oauth:invalid:scope', 'err:oauth:invalid:target'],
  access: openToAll(),
  deadlineMs: 5_000,
  callers: ['gateway'],
  secrets: { input: ['/client_secret'], output: ['/access_token'] },
});
