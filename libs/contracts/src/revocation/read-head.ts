import { z } from 'zod';
import { internal } from '../contract/access.js';
import { query } from '../contract/contract.js';

/**
 * The last place in the log, at a moment when nothing that was committed before this call began was still without one:
 * the `pos` of a credential that is checked after this. Waits for the writer where there is something to seal.
 * `stopped`: an emergency stop stands at that place, so nothing may be issued that would rest on it.
 */
export const readHead = query('revocation.head.read.v1', {
  input: z.strictObject({}),
  output: z.strictObject({ seq: z.int().nonnegative(), stopped: z.boolean() }),
  errors: [],
  access: internal(),
  deadlineMs: 5_000,
  priority: 'urgent',
  callers: ['auth-token'],
});
