import { type INestApplication, Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Health } from '../health/health.js';
import { HealthController } from '../health/health.controller.js';
import { NestLogger } from '../logging/nest-logger.js';
import { type Logger } from '../logging/logger.js';

@Module({})
class ManagementModule {
  static with(health: Health, metrics: DynamicModule): DynamicModule {
    return {
      module: ManagementModule,
      imports: [metrics],
      controllers: [HealthController],
      providers: [{ provide: Health, useValue: health }],
    };
  }
}

/**
 * /metrics and /health on a port of their own: an application apart, so that they answer while the service starts and
 * drains, and are never reachable by the public door.
 */
export async function openManagementApp(about: {
  readonly health: Health;
  readonly logger: Logger;
  readonly host: string;
  readonly port: number;
}): Promise<INestApplication> {
  // CommonJS that requires an ES module: loaded only where it is used, because a test's module loader refuses that in a cycle.
  const { PrometheusModule } = await import('@willsoto/nestjs-prometheus');
  const metrics = PrometheusModule.register({ path: '/metrics' });
  const app = await NestFactory.create(ManagementModule.with(about.health, metrics), new FastifyAdapter(), {
    logger: new NestLogger(about.logger),
    abortOnError: false,
  });
  await app.listen(about.port, about.host);
  return app;
}
