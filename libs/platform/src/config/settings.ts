import { z } from 'zod';
import { tracingSettings } from './tracing-settings.js';

const port = z.coerce.number('must be a port number').int().min(1).max(65_535);

/** One or more URLs, with commas between them: the listeners of a service's replicas. */
export const listenerUrls = z
  .string('must be one or more URLs')
  .transform((list) => list.split(',').map((url) => url.trim()))
  .pipe(z.array(z.url({ protocol: /^https?$/, error: 'must be http:// or https:// URLs' })).min(1));

/** What every process needs. Names are those of the environment. */
export const processSettings = z.object({
  /** Tells replicas of one service apart, in logs and in the propagation report. */
  INSTANCE: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and dashes')
    .default('1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Where /metrics and /health answer; not for the public. */
  MANAGEMENT_HOST: z.string().default('127.0.0.1'),
  MANAGEMENT_PORT: port,
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// or rediss:// URL' }),
  VAULT_ADDR: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' }),
  VAULT_ROLE_ID_FILE: z.string('must be the path of a file'),
  VAULT_SECRET_ID_FILE: z.string('must be the path of a file'),
  /** Internal listeners of the revocation service, with commas between them. */
  REVOCATION_FEED_URLS: listenerUrls,
  /** Internal listeners of auth-token, for whoever calls it although Redis is dead. */
  AUTH_TOKEN_CALLS_URLS: listenerUrls.optional(),
  /** While a file is at this path, the process accepts no token: for when nothing else can be reached any more. */
  GUARD_KILL_SWITCH_FILE: z.string().min(1).optional(),
  /** How long a stop may take before work that is still running is given up. */
  DRAIN_LIMIT_MS: z.coerce.number().int().min(100).max(600_000).default(10_000),
  ...tracingSettings,
});
export type ProcessSettings = z.output<typeof processSettings>;

/** What a process needs that has a schema of its own in Postgres. User and password come from the secret store. */
export const databaseSettings = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(?:ql)?$/, error: 'must be a postgres:// URL' }),
  DATABASE_POOL_MAX: z.coerce.number().int().min(2).max(100).default(10),
});
export type DatabaseSettings = z.output<typeof databaseSettings>;

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * The URL by which clients know the system; the `iss` and `aud` of its tokens (RFC 8414, RFC 9068). It is https, without query
 * and fragment (RFC 8414, section 2), and has no path here: with one the metadata would be elsewhere (section 3.1).
 */
export const issuer = z.string('must be an https:// URL').refine((text) => {
  const url = URL.parse(text);
  if (url === null || (text !== url.origin && text !== `${url.origin}/`)) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
}, 'must be https://host[:port], on a loopback address also http://, with nothing behind it: no path, query or fragment');

/** What a process needs that answers HTTP. */
export const httpSettings = z.object({ HOST: z.string().default('127.0.0.1'), PORT: port });
export type HttpSettings = z.output<typeof httpSettings>;
