import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { revocationFields, revocationOutcome, serviceName, tokenId } from './revocation.js';

/** Kills one token everywhere. A token that is already revoked keeps its first revocation, and that is the answer. */
export const revokeToken = command('revocation.token.revoke.v1', {
  input: z.strictObject({ jti: tokenId, service_name: serviceName, ...revocationFields }),
  output: revocationOutcome,
  errors: [],
  access: allow('revocation:write'),
  deadlineMs: 5_000,
  priority: 'urgent',
  duringStop: true,
  http: { method: 'POST', path: '/v1/tokens/:jti/revoke' },
});
