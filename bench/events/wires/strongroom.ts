import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Controller, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, type MicroserviceOptions } from '@nestjs/microservices';
import { RedisEventPublisher, RedisServer } from '@strongroom/messaging';
import { pairKeysOf } from '../../frame/keys.ts';
import { order, orderSchema } from '../../frame/order.ts';
import { type EventWire } from '../wire.ts';

const PUBLISHER = 'gateway';
const CONSUMER = 'order-processing';
const PATTERN = 'gateway.order.placed.v1';
const BATCH = 256;

/** Ours: each event signed, appended unless the stream is full, checked, parsed, handled, acknowledged and freed. */
export const strongroomEvents: EventWire = {
  produce({ redisUrl, privateKeys }) {
    const keys = pairKeysOf(privateKeys, PUBLISHER);
    const publisher = new RedisEventPublisher({ service: PUBLISHER, redis: redisUrl, keys });
    const event = (): Parameters<typeof publisher.publish>[0][number] => ({
      ...{ consumer: CONSUMER, pattern: PATTERN, id: randomUUID(), body: order },
      traceparent: `00-${randomUUID().replaceAll('-', '')}-00f067aa0ba902b7-01`,
    });
    return Promise.resolve({
      publish: async (count) => {
        for (let sent = 0; sent < count; sent += BATCH)
          await publisher.publish(Array.from({ length: Math.min(BATCH, count - sent) }, event));
      },
      close: () => {
        publisher.close();
        return Promise.resolve();
      },
    });
  },

  consume({ redisUrl, privateKeys }) {
    return Promise.resolve({
      handle: async (count) => {
        const counted = new CountedEvents(count);
        const keys = pairKeysOf(privateKeys, CONSUMER);
        const app = await NestFactory.createMicroservice<MicroserviceOptions>(moduleOf(counted), {
          strategy: new RedisServer({ service: CONSUMER, redis: redisUrl, keys }),
          logger: false,
        });
        await app.listen();
        await counted.all;
        // Returns when what was handled has been acknowledged.
        await app.close();
      },
      close: () => Promise.resolve(),
    });
  },
};

class CountedEvents {
  readonly all: Promise<void>;
  readonly #reached: () => void;
  #missing: number;

  constructor(count: number) {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.all = promise;
    this.#reached = () => {
      resolve(undefined);
    };
    this.#missing = count;
  }

  take(body: unknown): Promise<void> {
    orderSchema.parse(body);
    this.#missing -= 1;
    if (this.#missing === 0) this.#reached();
    return Promise.resolve();
  }
}

/** Decorated by hand: Node strips types from these files, and leaves decorators alone. */
function moduleOf(counted: CountedEvents): DynamicModule {
  class EventsController {
    take(body: unknown): Promise<void> {
      return counted.take(body);
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(EventsController.prototype, 'take') ?? {};
  EventPattern(PATTERN)(EventsController.prototype, 'take', descriptor);
  Controller()(EventsController);
  return { module: EventsController, controllers: [EventsController] };
}
