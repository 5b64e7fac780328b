import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';

/**
 * Switches a client of the tenant off: from the answer on it gets no token. Those it has go on until they expire; who wants
 * them dead too revokes the client. A client that is off already stays off since the first time.
 */
export const disableClient = command('auth-token.client.disable.v1', {
  input: z.strictObject({ client_id: z.string().min(1).max(100) }),
  output: z.strictObject({ client_id: z.string(), disabled_at: z.iso.datetime() }),
  errors: ['err:oauth:unknown:client'],
  access: allow('clients:write'),
  deadlineMs: 5_000,
  duringStop: true,
  http: { method: 'POST', path: '/v1/clients/:client_id/disable' },
});
