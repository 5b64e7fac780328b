import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { Ctx, MessagePattern } from '@nestjs/microservices';
import { type CallContext, currentCallScope, inCallScope, type RedisClient } from '../src/index.js';
import { encodeBody } from '../src/envelope/body.js';
import { Seal } from '../src/envelope/seal.js';
import { RecordedMetrics } from './recorded-metrics.js';
import { failureOf, until, Wire } from './wire.js';

jest.setTimeout(30_000);

let wire: Wire;
let onward: RedisClient;
let seen: CallContext[];
let ended: unknown[];

@Controller()
class Orders {
  @MessagePattern('orders.order.place.v1')
  place(@Ctx() context: CallContext): string {
    seen.push(context);
    return 'placed';
  }

  /** Makes a call of its own that asks for more time than it has. */
  @MessagePattern('orders.order.forward.v1')
  forward(@Ctx() context: CallContext): Promise<unknown> {
    seen.push(context);
    return onward.call('orders.order.place.v1', {}, { deadlineMs: 60_000 });
  }

  @MessagePattern('orders.order.linger.v1')
  linger(@Ctx() { signal }: CallContext): Promise<never> {
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        ended.push(signal.reason);
        reject(signal.reason as Error);
      });
    });
  }
}

beforeEach(() => {
  wire = new Wire();
  onward = wire.client('orders');
  seen = [];
  ended = [];
});
afterEach(async () => {
  await wire.close();
});

describe('a call that has waited away four fifths of its time', () => {
  /** In the queue since `waitedMs`, with so much left; answers with the status of the reply. */
  async function statusOf(waitedMs: number, leftMs: number): Promise<unknown> {
    const nowMs = Date.now();
    const time = (nowMs - waitedMs).toString(16).padStart(12, '0');
    const seal = new Seal('caller', wire.keysOf('caller'));
    const frame = await seal.close({
      ...{ kind: 'request', audience: 'orders', pattern: 'orders.order.place.v1', replyTo: 'inbox' },
      id: `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`,
      deadlineMs: nowMs + leftMs,
      ...encodeBody({}),
    });
    await wire.redis.rpush(`${wire.prefix}{call:orders}:p1`, frame);
    const [, reply = Buffer.alloc(0)] = (await wire.redis.blpopBuffer(`${wire.prefix}{reply:caller:inbox}`, 20)) ?? [];
    return seal.read(reply, 'reply');
  }

  it('is not begun, and its caller is told so at once; one with more time is', async () => {
    await wire.serve('orders', Orders);
    expect(await statusOf(100_000, 20_000)).toMatchObject({ status: 'RESOURCE_EXHAUSTED' });
    expect(seen).toEqual([]);
    expect(await statusOf(20_000, 100_000)).toMatchObject({ status: 'OK' });
    expect(seen).toHaveLength(1);
  });
});

describe('a deadline', () => {
  it('ends the call with DEADLINE_EXCEEDED when nobody serves', async () => {
    const client = wire.client();
    await client.connect();
    expect(await failureOf(client.call('orders.order.place.v1', {}, { deadlineMs: 100 }))).toMatchObject({
      status: 'DEADLINE_EXCEEDED',
      retryable: false,
    });
  });

  it('lets the call be repeated if the receiver can tell a repetition', async () => {
    const client = wire.client();
    await client.connect();
    const options = { deadlineMs: 100, idempotencyKey: 'k' };
    expect(await failureOf(client.call('orders.order.place.v1', {}, options))).toMatchObject({ retryable: true });
  });

  it('that is over keeps the work from being started', async () => {
    const recorded = new RecordedMetrics();
    const client = wire.client();
    await client.connect();
    await failureOf(client.call('orders.order.place.v1', {}, { deadlineMs: 100 }));
    await wire.serve('orders', Orders, { metrics: recorded.metrics });
    await until(() => recorded.of('expired').length > 0);
    expect(recorded.of('expired')).toEqual([['orders.order.place.v1']]);
    expect(seen).toEqual([]);
  });

  it('that is over before the call is made keeps it from being sent', async () => {
    const failure = await failureOf(wire.client().call('orders.order.place.v1', {}, { deadline: Date.now() - 1 }));
    expect(failure).toMatchObject({ status: 'DEADLINE_EXCEEDED', retryable: true });
    expect(await wire.redis.keys(`${wire.prefix}{call:*`)).toEqual([]);
  });

  it('is there even if nobody asked for one', async () => {
    await wire.serve('orders', Orders);
    const latestMs = Date.now() + 5_000;
    await wire.client('caller', { defaultDeadlineMs: 5_000 }).call('orders.order.place.v1', {});
    expect(seen[0]?.deadlineMs).toBeGreaterThanOrEqual(latestMs);
    expect(seen[0]?.deadlineMs).toBeLessThanOrEqual(Date.now() + 5_000);
  });

  it('is never further than ten minutes away', async () => {
    await wire.serve('orders', Orders);
    await wire.client().call('orders.order.place.v1', {}, { deadlineMs: 86_400_000 });
    expect(seen[0]?.deadlineMs).toBeLessThanOrEqual(Date.now() + 600_000);
  });

  it('is inherited by the calls that the handler makes, which can only have less', async () => {
    await wire.serve('orders', Orders);
    const deadline = Date.now() + 20_000;
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await wire.client().call('orders.order.forward.v1', {}, { deadline, traceparent });
    expect(seen.map((context) => context.deadlineMs)).toEqual([deadline, deadline]);
    expect(seen.map((context) => context.traceparent)).toEqual([traceparent, traceparent]);
    expect(currentCallScope()).toBeUndefined();
  });

  it('can be set by another door than this transport', async () => {
    await wire.serve('orders', Orders);
    const deadlineMs = Date.now() + 20_000;
    await inCallScope({ deadlineMs }, () => wire.client().call('orders.order.place.v1', {}));
    expect(seen[0]?.deadlineMs).toBe(deadlineMs);
  });

  it("aborts the handler's signal", async () => {
    await wire.serve('orders', Orders);
    await failureOf(wire.client().call('orders.order.linger.v1', {}, { deadlineMs: 100 }));
    await until(() => ended.length > 0);
    expect(ended).toEqual([expect.objectContaining({ name: 'TimeoutError' })]);
  });
});
