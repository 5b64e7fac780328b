import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { sinks } from './filter-policy.js';

/** In UTF-16 code units. The worst text of this length takes less than 10 ms, and it is escaped in place. */
const SANITISE_LENGTH_MAX = 32_768;

/**
 * Escapes a text as a whole for where it is going to be read as code, so that there it is text: whatever it holds, and without a look
 * at what that is. Changes nothing and keeps nothing.
 */
export const sanitiseText = query('content-filter.text.sanitise.v1', {
  input: z.strictObject({
    text: z.string().max(SANITISE_LENGTH_MAX),
    /**
     * `html`: text and quoted attributes. `sql`: inside of a quoted literal. `shell`: one word of a POSIX shell, unquoted. `csv`: a cell
     * that a spreadsheet opens, before it is quoted (RFC 4180). `log`: one line of visible characters.
     */
    sink: z.enum(sinks),
  }),
  output: z.strictObject({ output: z.string() }),
  errors: [],
  access: allow('filter:use'),
  deadlineMs: 2_000,
  http: { method: 'POST', path: '/v1/sanitise' },
  secrets: { input: ['/text'], output: ['/output'] },
});
