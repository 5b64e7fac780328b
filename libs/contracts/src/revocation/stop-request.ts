import { z } from 'zod';

/** An emergency stop that one client has asked for, and that nobody has confirmed yet. It has ended nothing. */
export const stopRequest = z.strictObject({
  status: z.literal('awaiting_confirmation'),
  request_id: z.uuid(),
  requested_by: z.strictObject({ type: z.string(), id: z.string() }),
  /** From then on it cannot be confirmed. */
  expires_at: z.iso.datetime(),
});
