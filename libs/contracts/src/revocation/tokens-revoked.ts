import { z } from 'zod';
import { event } from '../contract/contract.js';
import { revocationReasons } from './revocation.js';

/** Tokens of the event's tenant were revoked together; of a large batch, some of them. Like `credentialRevoked` otherwise. */
export const tokensRevoked = event('revocation.tokens.revoked.v1', {
  payload: z.strictObject({
    tokens: z.array(z.strictObject({ revocation_id: z.uuid(), jti: z.uuid() })).min(1),
    reason: z.enum(revocationReasons),
    revoked_at: z.iso.datetime(),
  }),
  consumers: ['auth-token'],
});
