import { httpSettings, issuer, listenerUrls, processSettings } from '@strongroom/platform';
import { z } from 'zod';

export const gatewaySettings = processSettings.extend(httpSettings.shape).extend({
  ISSUER: issuer,
  /** Here they are needed: without them nobody gets a token while Redis is dead, so nobody can stop or revoke either. */
  AUTH_TOKEN_CALLS_URLS: listenerUrls,
  /** Longest body that is read. */
  BODY_BYTES_MAX: z.coerce
    .number()
    .int()
    .min(1_024)
    .max(64 * 1_048_576)
    .default(1_048_576),
  /**
   * Within how many seconds the caller must have authenticated for what asks for it, such as an emergency stop (RFC 9470).
   * Not asked for unless set.
   */
  STEP_UP_MAX_AGE_S: z.coerce.number().int().min(10).max(3_600).optional(),
  /** Number of proxies before this process whose X-Forwarded-For is believed. */
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
});
export type GatewaySettings = z.output<typeof gatewaySettings>;

export const GATEWAY_SETTINGS = Symbol('gateway settings');
