import { databaseSettings, httpSettings, processSettings } from '@strongroom/platform';
import { type z } from 'zod';

export const revocationSettings = processSettings.extend(databaseSettings.shape).extend({
  /** Where guards reach the feed. An internal address: what is said there is signed, not secret, but it is nobody else's business. */
  FEED_HOST: httpSettings.shape.HOST,
  FEED_PORT: httpSettings.shape.PORT,
});
export type RevocationSettings = z.output<typeof revocationSettings>;
