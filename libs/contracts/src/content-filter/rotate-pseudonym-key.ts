import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';

/**
 * Gives the tenant a new key for tokens and hashes. Tokens made before can still be undone; equal values get other tokens and other
 * hashes than before.
 */
export const rotatePseudonymKey = command('content-filter.pseudonym-key.rotate.v1', {
  input: z.strictObject({}),
  output: z.strictObject({
    /** Tokens and hashes made with it name it. */
    version: z.int().min(1),
  }),
  errors: ['err:platform:unavailable:secret-store'],
  access: allow('filter:admin'),
  deadlineMs: 10_000,
  http: { method: 'POST', path: '/v1/filter/keys/rotate' },
});
