import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { revocation } from './revocation.js';

/** Whether an emergency stop stands, and the stop or lift that came last; null where there never was one. */
export const showStop = query('revocation.stop.show.v1', {
  input: z.strictObject({}),
  output: z.strictObject({ stopped: z.boolean(), latest: revocation.nullable() }),
  errors: [],
  access: allow('revocation:emergency'),
  deadlineMs: 5_000,
  duringStop: true,
  http: { method: 'GET', path: '/v1/emergency-stop' },
});
