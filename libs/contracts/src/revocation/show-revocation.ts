import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { revocation } from './revocation.js';

/** One revocation: how a caller that was told `pending` learns that it is sealed. */
export const showRevocation = query('revocation.entry.show.v1', {
  input: z.strictObject({ revocation_id: z.uuid() }),
  output: revocation,
  errors: ['err:revocation:unknown:revocation'],
  access: allow('revocation:read'),
  deadlineMs: 2_000,
  duringStop: true,
  http: { method: 'GET', path: '/v1/revocations/:revocation_id' },
});
