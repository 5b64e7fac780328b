import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { listKeys } from '@strongroom/contracts';
import { Guard, JwksKeys } from '@strongroom/guard';
import { GuardStrategy } from '@strongroom/guard/passport';
import { foundationProviders, guardHealth, NestLogger, openProcessGuard, type Foundation } from '@strongroom/platform';
import { noTenant, runInContext, serviceContext } from '@strongroom/security-context';
import passport from 'passport';
import { strategies } from './access/access-token.guard.js';
import { GatewayModule } from './gateway.module.js';
import { acceptEmptyBodies } from './http/accept-empty-bodies.js';
import { observeRequests } from './http/observe-requests.js';
import { unreadableRequests } from './http/unreadable-requests.js';
import { type GatewaySettings } from './settings.js';

/** How long a client may take to send its headers and body: slower ones are cut off. */
const REQUEST_TIMEOUT_MS = 15_000;
const KEYS_COOLDOWN_MS = 1_000;
/** For both ways: a Redis that does not answer is given up before the other way is taken. */
const KEYS_WITHIN_MS = 2 * listKeys.deadlineMs;

/** Opens the public door: a guard of this process's own before it, and every contract's route behind it. */
export async function openGateway(foundation: Foundation, settings: GatewaySettings): Promise<void> {
  const { closers, health, logger, calls } = foundation;
  const keys = new JwksKeys({
    url: 'contract:auth-token.keys.list.v1',
    cooldownMs: KEYS_COOLDOWN_MS,
    timeoutMs: KEYS_WITHIN_MS,
    fetchKeySet: async (signal) => {
      const set = await runInContext(serviceContext('gateway', noTenant), () => calls.call(listKeys, {}, { signal }));
      return Buffer.from(JSON.stringify(set));
    },
  });
  const tokens = { keys, issuer: settings.ISSUER, audience: settings.ISSUER };
  const { REVOCATION_FEED_URLS: feedUrls, GUARD_KILL_SWITCH_FILE: killSwitchFile } = settings;
  const opened = openProcessGuard({ ...foundation, feedUrls, killSwitchFile, tokens });
  closers.add('guard', () => opened.close());
  health.register('revocation-replica', () => guardHealth(opened.status()));
  for (const strategy of Object.values(strategies)) {
    passport.use(new GuardStrategy({ guard: opened.guard, ...tokens, ...strategy }));
  }

  const app = await NestFactory.create<NestFastifyApplication>(
    GatewayModule.with(settings, [...foundationProviders(foundation), { provide: Guard, useValue: opened.guard }]),
    new FastifyAdapter({
      bodyLimit: settings.BODY_BYTES_MAX,
      requestTimeout: REQUEST_TIMEOUT_MS,
      trustProxy: (_address, hop) => hop < settings.TRUSTED_PROXY_HOPS,
      forceCloseConnections: 'idle',
      onProtoPoisoning: 'error',
      onConstructorPoisoning: 'error',
      ...unreadableRequests,
    }),
    { logger: new NestLogger(logger), abortOnError: false },
  );
  const server = app.getHttpAdapter().getInstance();
  acceptEmptyBodies(server);
  observeRequests(server, logger, foundation.tracing?.requests);
  await opened.bootstrapped;
  await app.listen(settings.PORT, settings.HOST);
  closers.add('public door', () => app.close());
}
