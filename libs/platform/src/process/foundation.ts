import { type Provider } from '@nestjs/common';
import { Calls, type ServiceName } from '@strongroom/contracts';
import { RedisClient } from '@strongroom/messaging';
import { ContextStatements } from '@strongroom/security-context';
import { SecretStore, VaultClient, VaultSecretStore } from '@strongroom/vault';
import { type ProcessSettings } from '../config/settings.js';
import { DirectClient } from '../direct/direct-client.js';
import { SecondWay } from '../direct/second-way.js';
import { MessagingCalls } from '../doors/messaging-calls.js';
import { OWN_NAME } from '../doors/own-name.js';
import { Health } from '../health/health.js';
import { keyRotationLoop } from '../keys/key-rotation.loop.js';
import { PeerSigningKeys } from '../keys/peer-signing-keys.js';
import { ServiceKeys } from '../keys/service-keys.js';
import { Logger } from '../logging/logger.js';
import { messagingMetrics } from '../metrics/messaging-metrics.js';
import { Redaction } from '../redaction/redaction.js';
import { REDIS_ADDRESS, type RedisAddress } from '../wire/redis-address.js';
import { openTracing } from '../tracing/open-tracing.js';
import { type Tracing } from '../tracing/tracing.js';
import { redisUrlOf } from '../wire/redis-url.js';
import { type Closers } from './closers.js';
import { brokerHealth } from './broker-health.js';
import { observeLoop } from './observe-loop.js';
import { openManagementApp } from './management-app.js';
import { vaultHealth } from './vault-health.js';

/** What every process stands on, open and ready to be used. */
export interface Foundation {
  readonly service: ServiceName;
  readonly instance: string;
  readonly settings: ProcessSettings;
  readonly logger: Logger;
  readonly redaction: Redaction;
  readonly health: Health;
  readonly store: SecretStore;
  readonly serviceKeys: ServiceKeys;
  readonly statements: ContextStatements;
  readonly client: RedisClient;
  readonly calls: Calls;
  readonly redis: RedisAddress;
  /** Undefined in a process that does not trace. */
  readonly tracing: Tracing | undefined;
  readonly closers: Closers;
}

export async function openFoundation(terms: {
  readonly service: ServiceName;
  readonly settings: ProcessSettings;
  readonly logger: Logger;
  readonly redaction: Redaction;
  readonly closers: Closers;
}): Promise<Foundation> {
  const { service, settings, logger, redaction, closers } = terms;
  const instance = settings.INSTANCE;
  const health = new Health();
  const management = await openManagementApp({
    health,
    logger,
    host: settings.MANAGEMENT_HOST,
    port: settings.MANAGEMENT_PORT,
  });
  closers.add('management', () => management.close());

  const tracing = await openTracing({ service, instance, settings, logger });
  if (tracing !== undefined) closers.add('tracing', () => tracing.close());

  const vault = await VaultClient.open({
    address: settings.VAULT_ADDR,
    login: {
      method: 'approle',
      roleIdFile: settings.VAULT_ROLE_ID_FILE,
      secretIdFile: settings.VAULT_SECRET_ID_FILE,
    },
  });
  closers.add('secret store', () => vault.close());
  health.register('secret-store', () => vaultHealth(vault.health()));
  const store = new VaultSecretStore(vault);

  const serviceKeys = await ServiceKeys.open(service, store);
  const rotation = keyRotationLoop(serviceKeys, { logger, observe: observeLoop({ logger }) });
  closers.add('key rotation', () => rotation.stop());
  rotation.start();
  const statements = new ContextStatements(service, serviceKeys);
  const redis = { redis: await redisUrlOf(settings.REDIS_URL, service, store) };
  const client = new RedisClient({
    service,
    ...redis,
    keys: serviceKeys,
    metrics: messagingMetrics,
    tracer: tracing?.messages,
  });
  closers.add('calls', () => client.close());
  health.register('redis', brokerHealth(client));
  await client.connect().catch((error: unknown) => {
    logger.warn('Redis cannot be reached; starting without it', { component: 'calls', error });
  });
  const directTo = (peer: ServiceName, urls: readonly string[]): [ServiceName, DirectClient] => [
    peer,
    new DirectClient({
      ...{ self: service, instance, peer, urls, pairKeys: serviceKeys },
      signingKeys: new PeerSigningKeys(peer, store),
    }),
  ];
  const { REVOCATION_FEED_URLS: revocation, AUTH_TOKEN_CALLS_URLS: authToken } = settings;
  const ways = [directTo('revocation', revocation), ...(authToken ? [directTo('auth-token', authToken)] : [])];
  const calls = new MessagingCalls(service, new SecondWay(client, new Map(ways)), statements);
  return {
    service,
    instance,
    settings,
    logger,
    redaction,
    health,
    store,
    serviceKeys,
    statements,
    client,
    calls,
    redis,
    tracing,
    closers,
  };
}

/** The foundation as NestJS injects it. */
export function foundationProviders(foundation: Foundation): Provider[] {
  return [
    { provide: OWN_NAME, useValue: foundation.service },
    { provide: Logger, useValue: foundation.logger },
    { provide: Redaction, useValue: foundation.redaction },
    { provide: Health, useValue: foundation.health },
    { provide: SecretStore, useValue: foundation.store },
    { provide: ServiceKeys, useValue: foundation.serviceKeys },
    { provide: ContextStatements, useValue: foundation.statements },
    { provide: REDIS_ADDRESS, useValue: foundation.redis },
    { provide: RedisClient, useValue: foundation.client },
    { provide: Calls, useValue: foundation.calls },
  ];
}
