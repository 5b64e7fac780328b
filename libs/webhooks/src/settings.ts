import { z } from 'zod';
import { Networks } from './outbound/networks.js';

/** What a service needs that sends webhooks. */
export const webhookSettings = z.object({
  /** Networks where receivers may be although their addresses are not public, such as `10.1.0.0/16,fd12::/48`; none unless said. */
  WEBHOOK_ALLOWED_NETWORKS: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((network) => network.trim() || []))
    .transform((list, context) => {
      try {
        return new Networks(list);
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'must be networks' });
        return z.NEVER;
      }
    }),
});
export type WebhookSettings = z.output<typeof webhookSettings>;
