import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientProxyFactory, type MicroserviceOptions, type RedisOptions, Transport } from '@nestjs/microservices';
import { firstValueFrom } from 'rxjs';
import { type Wire, type WireTerms } from '../wire.ts';
import { echoModule, PATTERN } from './echo-controller.ts';

/** NestJS's own Redis transporter: publish and subscribe, nothing signed, nothing checked. */
export const nestRedis: Wire = {
  async serve(terms) {
    const app = await NestFactory.createMicroservice<MicroserviceOptions>(echoModule(), {
      ...optionsOf(terms),
      logger: false,
    });
    await app.listen();
    return { close: () => app.close() };
  },

  async connect(terms) {
    // It logs each answer of a second replica as one that nobody waits for; that cost is not counted against it.
    Logger.overrideLogger(['error', 'warn']);
    const client = ClientProxyFactory.create(optionsOf(terms));
    await client.connect();
    return {
      call: (order) => firstValueFrom(client.send<unknown>(PATTERN, order)),
      close: async () => {
        await client.close();
      },
    };
  },
};

function optionsOf({ redisUrl }: WireTerms): RedisOptions {
  const { hostname: host, port, username, password } = new URL(redisUrl);
  return { transport: Transport.REDIS, options: { host, port: Number(port), username, password } };
}
