import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command } from '../contract/contract.js';
import { hasOneContent, ONE_CONTENT } from './content.js';
import { purposeName } from './detokenise-purpose.js';
import { jsonValue } from './json-value.js';

/** In UTF-16 code units: a token is longer than what it stands for. */
const DETOKENISE_LENGTH_MAX = 1_048_576;

const counts = z.record(z.string(), z.int().min(1));

/**
 * Puts values back in the place of the tokens of a text or a JSON value, for a purpose that the caller is named in. Whether it
 * is done or refused is on record, with the purpose and how many values of which types; the values are not.
 */
export const detokeniseText = command('content-filter.text.detokenise.v1', {
  input: z
    .strictObject({
      text: z.string().max(DETOKENISE_LENGTH_MAX).optional(),
      json: jsonValue.optional(),
      purpose: purposeName,
    })
    .refine(hasOneContent, ONE_CONTENT),
  output: z.strictObject({
    /** In the form of the input. What is no token of the tenant stands as it was. */
    output: z.unknown(),
    /** How many values were put back, by type. */
    restored: counts,
    /** How many tokens stay, since the purpose does not include their types. */
    withheld: counts,
  }),
  errors: [
    'err:filter:denied:purpose',
    'err:filter:exceeded:limit',
    'err:filter:exceeded:queue',
    'err:platform:unavailable:secret-store',
  ],
  access: allow('filter:detokenise'),
  deadlineMs: 10_000,
  http: { method: 'POST', path: '/v1/detokenise' },
  secrets: { input: ['/text', '/json'], output: ['/output'] },
});
