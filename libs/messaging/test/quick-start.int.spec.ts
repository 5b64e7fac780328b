import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { testVariable } from '@strongroom/testing';
import { lastValueFrom } from 'rxjs';
import {
  CallContext,
  CallError,
  CallErrorsFilter,
  KnownPairKeys,
  RedisClient,
  RedisEventPublisher,
  RedisServer,
} from '../src/index.js';
import { failureOf, until } from './wire.js';

jest.setTimeout(30_000);

const forgotten: string[] = [];

@Controller()
class OrdersController {
  @MessagePattern('orders.order.place.v1')
  place(@Payload() order: { sku: string; quantity: number }, @Ctx() call: CallContext): unknown {
    if (order.quantity > 3)
      throw new CallError({
        status: 'FAILED_PRECONDITION',
        message: 'too few left',
        fields: [{ pointer: '/quantity', rule: 'must be at most 3' }],
      });
    return { placed: order.sku, for: call.sender };
  }

  @EventPattern(['shop.customer.left.v1'])
  forget(@Payload() event: { customer: string }): void {
    forgotten.push(event.customer);
  }
}

@Module({ controllers: [OrdersController] })
class OrdersModule {}

const closers: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

describe('the README', () => {
  it('is a start that works, with keys that were stored as PEM', async () => {
    const redis = testVariable('TEST_REDIS_URL');
    const prefix = `t${randomUUID().slice(0, 8)}:`;
    const pem = { shop: newPrivatePem(), orders: newPrivatePem() };
    const peers = { shop: createPublicKey(pem.shop), orders: createPublicKey(pem.orders) };
    const keysOf = (self: keyof typeof pem): KnownPairKeys =>
      new KnownPairKeys({ self, privateKey: createPrivateKey(pem[self]), peers });

    const app = await NestFactory.createMicroservice(OrdersModule, {
      strategy: new RedisServer({ service: 'orders', redis, prefix, keys: keysOf('orders') }),
      logger: false,
    });
    app.useGlobalFilters(new CallErrorsFilter());
    await app.listen();
    closers.push(() => app.close());

    const client = new RedisClient({ service: 'shop', redis, prefix, keys: keysOf('shop') });
    closers.push(() => client.close());
    const order = { sku: 'A-1', quantity: 2 };
    const placed = { placed: 'A-1', for: 'shop' };
    expect(await client.call('orders.order.place.v1', order, { deadlineMs: 20_000 })).toEqual(placed);
    expect(await failureOf(client.call('orders.order.place.v1', { sku: 'A-1', quantity: 9 }))).toMatchObject({
      status: 'FAILED_PRECONDITION',
      fields: [{ pointer: '/quantity', rule: 'must be at most 3' }],
    });
    expect(await lastValueFrom(client.send('orders.order.place.v1', order))).toEqual(placed);

    const publisher = new RedisEventPublisher({ service: 'shop', redis, prefix, keys: keysOf('shop') });
    closers.push(() => {
      publisher.close();
    });
    const event = {
      consumer: 'orders',
      pattern: 'shop.customer.left.v1',
      id: randomUUID(),
      body: { customer: 'c-17' },
    };
    await publisher.publish([event]);
    await until(() => forgotten.length === 1);
    expect(forgotten).toEqual(['c-17']);
  });
});

function newPrivatePem(): string {
  return generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
