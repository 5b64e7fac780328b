import { z } from 'zod';
import { allowEither } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { revocation } from './revocation.js';

/**
 * Whether an emergency stop stands, and the stop or lift that came last; null where there never was one. Its note and metadata are for
 * who has `revocation:emergency`, and while it stands no other token is accepted here either.
 */
export const showStop = query('revocation.stop.show.v1', {
  input: z.strictObject({}),
  output: z.strictObject({ stopped: z.boolean(), latest: revocation.nullable() }),
  errors: [],
  access: allowEither('revocation:read', 'revocation:emergency'),
  deadlineMs: 5_000,
  duringStop: true,
  http: { method: 'GET', path: '/v1/emergency-stop' },
});
