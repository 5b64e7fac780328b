import { z } from 'zod';
import { event } from '../contract/contract.js';
import { revocableScopes, revocationReasons } from './revocation.js';

/**
 * Something of the event's tenant was revoked. It leaves with the transaction that recorded it, before the log has given it
 * its place: who needs that asks for the revocation. Guards do not live on this event, they follow the log.
 */
export const credentialRevoked = event('revocation.credential.revoked.v1', {
  payload: z.strictObject({
    revocation_id: z.uuid(),
    scope: z.enum(revocableScopes),
    target: z.string(),
    reason: z.enum(revocationReasons),
    revoked_at: z.iso.datetime(),
  }),
  consumers: ['auth-token'],
});
