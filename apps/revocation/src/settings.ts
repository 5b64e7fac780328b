import { isAbsolute } from 'node:path';
import { databaseSettings, httpSettings, processSettings } from '@strongroom/platform';
import { webhookSettings } from '@strongroom/webhooks';
import { z } from 'zod';

export const revocationSettings = processSettings
  .extend(databaseSettings.shape)
  .extend(webhookSettings.shape)
  .extend({
    /** Where guards reach the feed. An internal address: what is said there is signed, not secret, but it is nobody else's business. */
    FEED_HOST: httpSettings.shape.HOST,
    FEED_PORT: httpSettings.shape.PORT,
    /** How often the heads of the audit chains are signed, if they moved. What is younger is not proven against the database's owner. */
    AUDIT_CHECKPOINT_EVERY_S: z.coerce.number().int().min(1).max(3_600).default(10),
    /** The file, this process's own, to which each checkpoint is added: best on a disk where the database's owner has no rights. */
    AUDIT_CHECKPOINT_FILE: z.string().refine(isAbsolute, 'must be an absolute path').optional(),
    /** How many clients an emergency stop takes: with 2, one asks for it and another confirms it. */
    EMERGENCY_STOP_PERSONS: z.enum(['1', '2'], 'must be 1 or 2').default('1'),
    /** How long a stop that was asked for can be confirmed. */
    EMERGENCY_STOP_CONFIRM_WITHIN_S: z.coerce.number().int().min(60).max(86_400).default(600),
  });
export type RevocationSettings = z.output<typeof revocationSettings>;
