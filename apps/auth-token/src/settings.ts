import { databaseSettings, httpSettings, issuer, processSettings } from '@strongroom/platform';
import { type z } from 'zod';

export const authTokenSettings = processSettings.extend(databaseSettings.shape).extend({
  ISSUER: issuer,
  /** Where the gateway calls when Redis is dead. An internal address: secrets of clients are sent there, as they are over Redis. */
  CALLS_HOST: httpSettings.shape.HOST,
  CALLS_PORT: httpSettings.shape.PORT,
});
export type AuthTokenSettings = z.output<typeof authTokenSettings>;
