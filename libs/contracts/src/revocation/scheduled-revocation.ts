import { z } from 'zod';
import { revocableId, revocationReasons, schedulableScopes } from './revocation.js';

/** What a revocation that is to be made later looks like. */
export const scheduledRevocation = z.strictObject({
  scheduled_id: z.uuid(),
  /** `made`: it is in the log as `revocation_id`. `waiting` and `cancelled` ones have ended nothing. */
  status: z.enum(['waiting', 'made', 'cancelled']),
  scope: z.enum(schedulableScopes),
  target: revocableId.nullable(),
  effective_at: z.iso.datetime(),
  reason: z.enum(revocationReasons),
  note: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
  scheduled_by: z.strictObject({ type: z.string(), id: z.string() }),
  scheduled_at: z.iso.datetime(),
  /** When it was made or cancelled. */
  settled_at: z.iso.datetime().nullable(),
  revocation_id: z.uuid().nullable(),
});
