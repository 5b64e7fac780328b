import { z } from 'zod';

/** What every event carries beside its payload: where it belongs and who caused it. Signed as part of the envelope. */
export const eventBodySchema = z.strictObject({
  tenant: z.string().min(1),
  trace_id: z.string().regex(/^[0-9a-f]{32}$/),
  actor: z.strictObject({
    type: z.enum(['user', 'service', 'client', 'api_key', 'agent', 'system']),
    id: z.string().min(1),
  }),
  /** RFC 3339; when the fact was committed. */
  time: z.iso.datetime({ offset: true }),
  data: z.record(z.string(), z.unknown()),
});

export type EventBody = z.output<typeof eventBodySchema>;
