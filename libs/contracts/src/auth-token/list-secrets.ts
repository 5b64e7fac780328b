import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { secretId, secretMetadata } from './stored-secret.js';
import { wholeNumberText } from './whole-number-text.js';

/** The tenant's secrets, newest first. `next` is the `before` of the page that follows, and null on the last one. */
export const listSecrets = query('auth-token.secret.list.v1', {
  input: z.strictObject({
    limit: wholeNumberText(1, 200).default(50),
    before: secretId.optional(),
  }),
  output: z.strictObject({ secrets: z.array(secretMetadata), next: secretId.nullable() }),
  errors: [],
  access: allow('secrets:read'),
  deadlineMs: 2_000,
  http: { method: 'GET', path: '/v1/secrets' },
});
