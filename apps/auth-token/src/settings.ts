import { databaseSettings, processSettings } from '@strongroom/platform';
import { z } from 'zod';

export const authTokenSettings = processSettings.extend(databaseSettings.shape).extend({
  /** The URL by which clients know the system; the `iss` and `aud` of its tokens (RFC 8414, RFC 9068). */
  ISSUER: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' }),
});
export type AuthTokenSettings = z.output<typeof authTokenSettings>;
