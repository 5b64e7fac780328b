import { z } from 'zod';

export const WEBHOOKS_PER_TENANT_MAX = 20;
/** How long the secret that was replaced still signs beside the new one, unless it is said. */
export const SECRET_OVERLAP_S = 86_400;

const URL_MAX = 2_048;

/** `https://host[:port]/path?query`; `http:` only where the operator allows the network that it leads to. */
export const webhookUrl = z
  .string('must be text')
  .max(URL_MAX, `must have at most ${URL_MAX} characters`)
  .superRefine((given, context) => {
    const refuse = (message: string): void => {
      context.addIssue({ code: 'custom', message });
    };
    const url = URL.parse(given);
    if (url === null || !/^https?:$/.test(url.protocol)) refuse('must be an https:// URL');
    else if (url.username !== '' || url.password !== '') refuse('must have no user name and no password in it');
    else if (given.includes('#')) refuse('must have no fragment');
  });

export const webhookDescription = z
  .string('must be text')
  .max(200, 'must have at most 200 characters')
  .regex(/^[^\p{Cc}]*$/u, 'must have no control characters');

type EventTypes<T extends string> = z.ZodArray<z.ZodEnum<{ [type in T]: type }>>;

/** Which of a service's events an endpoint gets: one at least, none twice. */
export function webhookEventTypes<T extends string>(types: readonly [T, ...T[]]): EventTypes<T> {
  return z
    .array(z.enum(types, `must be one of ${types.join(', ')}`), 'must be a list')
    .min(1, 'must name one event type at least')
    .refine((given) => new Set(given).size === given.length, 'must not name an event type twice');
}

export const webhookId = z.uuid('must be a UUID');

/** All that may be known of an endpoint; its secret was shown when it was made. */
export const webhook = z.strictObject({
  webhook_id: z.uuid(),
  /** Of the platform: it gets what reaches beyond one tenant. */
  platform: z.boolean(),
  url: z.string(),
  event_types: z.array(z.string()),
  description: z.string(),
  status: z.enum(['enabled', 'disabled']),
  /** `gone`: it answered 410. `failing`: nothing but failures for days. */
  disabled_because: z.enum(['gone', 'failing']).nullable(),
  /** Attempts that failed since the last that succeeded, and since when. */
  failures: z.int().nonnegative(),
  failing_since: z.iso.datetime().nullable(),
  /** Until when the secret that was replaced signs too. */
  previous_secret_until: z.iso.datetime().nullable(),
  created_by: z.strictObject({ type: z.string(), id: z.string() }),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

/** `whsec_` and 32 random bytes in base64, as Standard Webhooks has it. */
export const webhookSecret = z.string().regex(/^whsec_[A-Za-z0-9+/]{43}=$/);

/** One event on its way to one endpoint. `event_id` is the `webhook-id` of every attempt. */
export const webhookDelivery = z.strictObject({
  event_id: z.uuid(),
  event_type: z.string(),
  seq: z.int().positive(),
  status: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.int().nonnegative(),
  /**
   * What came of the last attempt. `answered` has a `last_http_status`; `address`: the host leads to no address that is allowed;
   * `timeout`, `tls`, `connection`, `protocol`: no answer, and where it went wrong.
   */
  last_outcome: z.enum(['answered', 'address', 'timeout', 'tls', 'connection', 'protocol']).nullable(),
  last_http_status: z.int().nullable(),
  last_attempt_at: z.iso.datetime().nullable(),
  next_attempt_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
  settled_at: z.iso.datetime().nullable(),
});
