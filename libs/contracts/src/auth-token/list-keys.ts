import { z } from 'zod';
import { openToAll } from '../contract/access.js';
import { query } from '../contract/contract.js';

/** One public RSA key that verifies access tokens, as RFC 7517 and RFC 7518 section 6.3.1 write it. */
const verificationKey = z.strictObject({
  kty: z.literal('RSA'),
  use: z.literal('sig'),
  alg: z.literal('RS256'),
  kid: z.string(),
  n: z.string(),
  e: z.string(),
});

/** Every key that a token still alive may be signed with, and the one that comes next. */
export const listKeys = query('auth-token.keys.list.v1', {
  input: z.strictObject({}),
  output: z.strictObject({ keys: z.array(verificationKey) }),
  errors: [],
  access: openToAll(),
  deadlineMs: 5_000,
  callers: ['gateway'],
});
