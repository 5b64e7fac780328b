import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { signingKey } from './signing-key.js';

/** The keys that sign access tokens, newest first, with those that signed them once. They are the same for every tenant. */
export const listSigningKeys = query('auth-token.signing-key.list.v1', {
  input: z.strictObject({}),
  output: z.strictObject({ signing_keys: z.array(signingKey) }),
  errors: [],
  access: allow('signing-keys:read'),
  deadlineMs: 2_000,
  http: { method: 'GET', path: '/v1/signing-keys' },
});
