import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { type MicroserviceOptions } from '@nestjs/microservices';
import { type DatabaseService } from '@strongroom/entities';
import { CallErrorsFilter, DeadLetters, RedisServer } from '@strongroom/messaging';
import { type z } from 'zod';
import { type DatabaseSettings, type ProcessSettings } from '../config/settings.js';
import { deadLetterProviders } from '../dead-letters/dead-letter-providers.js';
import { callErrorOf } from '../doors/call-error-of.js';
import { CredentialCheck } from '../doors/credential-check.js';
import { AnswerSigner } from '../direct/answer-signer.js';
import { DirectReception } from '../direct/direct-reception.js';
import { EventReception } from '../doors/event-reception.js';
import { Reception } from '../doors/reception.js';
import { GuardedCredentials } from '../guard/guarded-credentials.js';
import { guardHealth } from '../guard/guard-health.js';
import { openProcessGuard } from '../guard/open-process-guard.js';
import { NestLogger } from '../logging/nest-logger.js';
import { messagingMetrics } from '../metrics/messaging-metrics.js';
import { openDatabase } from './database.js';
import { foundationProviders, type Foundation } from './foundation.js';
import { runProcess } from './run-process.js';

/** Token of the validated settings of this process. */
export const SETTINGS = Symbol('settings');

export interface ServiceTerms<S extends ProcessSettings & DatabaseSettings> {
  readonly service: DatabaseService;
  readonly settings: z.ZodType<S>;
  readonly module: Type;
}

/** Runs a service that keeps data and answers calls: `await runService({ service: 'revocation', settings, module })`. */
export function runService<S extends ProcessSettings & DatabaseSettings>(terms: ServiceTerms<S>): Promise<void> {
  return runProcess<S>({
    service: terms.service,
    settings: terms.settings,
    open: async (foundation, settings) => {
      const database = await openDatabase(foundation, terms.service, settings);
      const opened = openProcessGuard({
        ...foundation,
        feedUrls: settings.REVOCATION_FEED_URLS,
        killSwitchFile: settings.GUARD_KILL_SWITCH_FILE,
      });
      foundation.closers.add('guard', () => opened.close());
      foundation.health.register('revocation-replica', () => guardHealth(opened.status()));
      const app = await NestFactory.createMicroservice<MicroserviceOptions>(
        rootModule(terms.module, [
          ...foundationProviders(foundation),
          ...database.providers,
          { provide: DeadLetters, useValue: deadLettersOf(foundation) },
          { provide: SETTINGS, useValue: settings },
          { provide: CredentialCheck, useValue: new GuardedCredentials(opened.guard) },
        ]),
        { strategy: serverOf(foundation), logger: new NestLogger(foundation.logger), abortOnError: false },
      );
      foundation.closers.add('message door', () => app.close());
      await app.listen();
      database.start();
      await opened.bootstrapped;
    },
  });
}

@Module({})
class RootModule {}

@Module({})
class PlatformModule {}

function rootModule(module: Type, providers: Provider[]): DynamicModule {
  const shared = [...providers, Reception, EventReception, DirectReception, AnswerSigner, ...deadLetterProviders];
  return {
    module: RootModule,
    imports: [{ module: PlatformModule, global: true, providers: shared, exports: shared.map(tokenOf) }, module],
    providers: [{ provide: APP_FILTER, useClass: CallErrorsFilter }],
  };
}

function tokenOf(provider: Provider): Exclude<Provider, object> | symbol | string | Type {
  return typeof provider === 'function' ? provider : (provider.provide as Type);
}

function serverOf({ service, redis, serviceKeys, logger, tracing }: Foundation): RedisServer {
  return new RedisServer({
    service,
    ...redis,
    keys: serviceKeys,
    metrics: messagingMetrics,
    tracer: tracing?.messages,
    toCallError: (error) => callErrorOf(error, logger),
  });
}

/** Connects when somebody asks for them; closed by NestJS with the message door. */
function deadLettersOf({ service, redis, serviceKeys }: Foundation): DeadLetters {
  return new DeadLetters({ service, ...redis, keys: serviceKeys });
}
