import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { CallError, type RedisClient } from '../src/index.js';
import { CutCommands } from './cut-commands.js';
import { OwnRedis } from './own-redis.js';
import { failureOf, until, Wire } from './wire.js';

jest.setTimeout(30_000);

let server: OwnRedis;
let wire: Wire;
let handled: unknown[];
let running: number;
let unhandled: unknown[];
const onUnhandled = (reason: unknown): void => {
  unhandled.push(reason);
};

@Controller()
class Orders {
  @MessagePattern('orders.order.place.v1')
  place(): string {
    return 'placed';
  }

  @MessagePattern('orders.order.hold.v1')
  hold(): Promise<never> {
    running += 1;
    return new Promise(() => undefined);
  }

  @EventPattern(['caller.thing.happened.v1'])
  happened(@Payload() body: unknown): void {
    handled.push(body);
  }
}

function happened(body: unknown): { consumer: string; pattern: string; id: string; body: unknown } {
  return { consumer: 'orders', pattern: 'caller.thing.happened.v1', id: randomUUID(), body };
}

/** Calls until it is answered, as long as it fails with UNAVAILABLE and may be repeated. */
async function placed(client: RedisClient): Promise<unknown> {
  for (;;) {
    try {
      return await client.call('orders.order.place.v1', {}, { idempotencyKey: 'k' });
    } catch (error) {
      if (!(error instanceof CallError && error.retryable)) throw error;
      await new Promise(setImmediate);
    }
  }
}

/** The server has no replies to count among them while no replica can write. */
async function requestsPushed(): Promise<number> {
  return Number(/cmdstat_rpush:calls=(\d+)/.exec(await wire.redis.info('commandstats'))?.[1]);
}

beforeEach(async () => {
  server = await OwnRedis.start();
  wire = new Wire(server.url);
  handled = [];
  unhandled = [];
  running = 0;
  process.on('unhandledRejection', onUnhandled);
  await wire.serve('orders', Orders, { drainMs: 100 });
});
afterEach(async () => {
  server.thaw();
  await wire.close();
  await server.kill();
  process.off('unhandledRejection', onUnhandled);
});

describe('when Redis is killed and comes back empty', () => {
  it('calls under way fail with UNAVAILABLE, and the next ones are answered', async () => {
    const client = wire.client();
    const lost = failureOf(client.call('orders.order.hold.v1', {}));
    await until(() => running === 1);
    await server.kill();
    expect(await lost).toMatchObject({ status: 'UNAVAILABLE', retryable: false });
    expect(await failureOf(client.call('orders.order.place.v1', {}))).toMatchObject({
      status: 'UNAVAILABLE',
      retryable: true,
    });
    await server.start();
    expect(await placed(client)).toBe('placed');
    expect(unhandled).toEqual([]);
  });

  it('events are handled again, and those that were not taken are named', async () => {
    const publisher = wire.publisher();
    await publisher.publish([happened(1)]);
    await until(() => handled.length === 1);
    await server.kill();
    const event = happened(2);
    await expect(publisher.publish([event])).rejects.toMatchObject({
      status: 'UNAVAILABLE',
      failures: [{ consumer: 'orders', ids: [event.id] }],
    });
    await server.start();
    await until(() =>
      publisher.publish([event]).then(
        () => true,
        () => false,
      ),
    );
    await until(() => handled.length === 2);
    expect(handled).toEqual([1, 2]);
    expect(unhandled).toEqual([]);
  });
});

describe('when Redis is gone', () => {
  it('a replica and a client that close come to their end', async () => {
    const leaving = await wire.serve('orders', Orders, { drainMs: 100 });
    const client = wire.client();
    expect(await placed(client)).toBe('placed');
    await server.kill();
    await Promise.all([leaving.close(), client.close()]);
    expect(unhandled).toEqual([]);
  });
});

describe('when Redis stops answering', () => {
  it('a caller hears DEADLINE_EXCEEDED all the same, and service goes on afterwards', async () => {
    const client = wire.client();
    expect(await placed(client)).toBe('placed');
    server.freeze();
    const failure = await failureOf(client.call('orders.order.place.v1', {}, { deadlineMs: 300 }));
    expect(failure).toMatchObject({ status: 'DEADLINE_EXCEEDED' });
    server.thaw();
    expect(await placed(client)).toBe('placed');
  });

  it('a replica that closes does not wait for it for ever', async () => {
    const leaving = await wire.serve('orders', Orders, { drainMs: 100 });
    server.freeze();
    await leaving.close();
    server.thaw();
    expect(await placed(wire.client())).toBe('placed');
  });
});

describe('when a replica has lost only the connection that it writes by', () => {
  it('a call that it takes meanwhile is carried out, and answered when it can write again', async () => {
    const way = await CutCommands.to(server.url);
    try {
      await wire.serve('stranger', Orders, { redis: way.through(server.url) });
      const client = wire.client('caller', { serviceOf: () => 'stranger' });
      expect(await placed(client)).toBe('placed');
      way.cut();
      await until(() => way.waiting > 0);
      const before = await requestsPushed();
      const answer = client.call('orders.order.place.v1', {});
      await until(async () => (await requestsPushed()) > before);
      await until(async () => (await wire.redis.llen(`${wire.prefix}{call:stranger}:p1`)) === 0);
      way.mend();
      expect(await answer).toBe('placed');
    } finally {
      way.close();
    }
  });
});

describe('when Redis is not there yet', () => {
  it('a service and its callers start, and serve when it is', async () => {
    await server.kill();
    await wire.serve('stranger', Orders);
    const client = wire.client('stranger', { serviceOf: () => 'stranger' });
    await expect(client.connect()).rejects.toMatchObject({ status: 'UNAVAILABLE' });
    await server.start();
    expect(await placed(client)).toBe('placed');
  });
});
