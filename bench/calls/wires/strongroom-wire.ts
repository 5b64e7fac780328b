import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { type MicroserviceOptions } from '@nestjs/microservices';
import { RedisClient, RedisServer } from '@strongroom/messaging';
import { pairKeysOf } from '../../frame/keys.ts';
import { type Wire } from '../wire.ts';
import { echoModule, PATTERN } from './echo-controller.ts';

const SERVICE = 'order-processing';
/** As long as a statement of who is asking; to the wire it is opaque. */
const securityContext = 'c'.repeat(700);

/**
 * The package `@strongroom/messaging` by itself, as another NestJS project would use it: signed frames, deadline, replay
 * refusal, traceparent, a security context carried; no contract is parsed and no statement opened.
 */
export const strongroomWire: Wire = {
  async serve({ redisUrl: redis, privateKeys }) {
    const app = await NestFactory.createMicroservice<MicroserviceOptions>(echoModule(), {
      strategy: new RedisServer({ service: SERVICE, redis, keys: pairKeysOf(privateKeys, SERVICE) }),
      logger: false,
    });
    await app.listen();
    return { close: () => app.close() };
  },

  async connect({ redisUrl: redis, privateKeys }) {
    const client = new RedisClient({ service: 'gateway', redis, keys: pairKeysOf(privateKeys, 'gateway') });
    await client.connect();
    return {
      call: (order) => {
        const traceparent = `00-${randomUUID().replaceAll('-', '')}-00f067aa0ba902b7-01`;
        return client.call(PATTERN, order, { securityContext, traceparent });
      },
      close: () => client.close(),
    };
  },
};
