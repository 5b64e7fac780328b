import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { Ctx, MessagePattern } from '@nestjs/microservices';
import { type CallContext, type RedisClient } from '../src/index.js';
import { messageId } from '../src/envelope/message-id.js';
import { Seal } from '../src/envelope/seal.js';
import { RecordedMetrics } from './recorded-metrics.js';
import { failureOf, until, Wire } from './wire.js';

jest.setTimeout(30_000);

let wire: Wire;
let onward: RedisClient;
let started: CallContext[];
let aborted: string[];

@Controller()
class Orders {
  @MessagePattern('orders.order.linger.v1')
  linger(@Ctx() context: CallContext): Promise<never> {
    started.push(context);
    return new Promise((_, reject) => {
      context.signal.addEventListener('abort', () => {
        aborted.push(context.id);
        reject(new Error('given up'));
      });
    });
  }

  @MessagePattern('orders.order.forward.v1')
  forward(): Promise<unknown> {
    return onward.call('orders.order.linger.v1', {});
  }
}

beforeEach(() => {
  wire = new Wire();
  onward = wire.client('orders');
  started = [];
  aborted = [];
});
afterEach(async () => {
  await wire.close();
});

describe('a caller that goes away', () => {
  it('aborts the handler on whichever replica runs it, and no other', async () => {
    await Promise.all([wire.serve('orders', Orders), wire.serve('orders', Orders)]);
    const client = wire.client();
    const staying = new AbortController();
    const other = failureOf(client.call('orders.order.linger.v1', {}, { signal: staying.signal }));
    await until(() => started.length === 1);
    const subscription = client.send('orders.order.linger.v1', {}).subscribe();
    await until(() => started.length === 2);
    subscription.unsubscribe();
    await until(() => aborted.length > 0);
    expect(aborted).toEqual([started[1]?.id]);
    staying.abort();
    expect(await other).toMatchObject({ status: 'CANCELLED', retryable: false });
  });

  it('aborts what the handler itself has called', async () => {
    await wire.serve('orders', Orders);
    const gone = new AbortController();
    const call = failureOf(wire.client().call('orders.order.forward.v1', {}, { signal: gone.signal }));
    await until(() => started.length === 1);
    gone.abort();
    await call;
    await until(() => aborted.length === 1);
    expect(aborted).toEqual([started[0]?.id]);
  });

  it('keeps a call that still waits from being started', async () => {
    const recorded = new RecordedMetrics();
    await wire.serve('orders', Orders, { concurrency: 1, metrics: recorded.metrics });
    const [first, second] = [new AbortController(), new AbortController()];
    const client = wire.client();
    const calls = [failureOf(client.call('orders.order.linger.v1', 1, { signal: first.signal }))];
    await until(() => started.length === 1);
    calls.push(failureOf(client.call('orders.order.linger.v1', 2, { signal: second.signal })));
    await until(async () => (await wire.redis.llen(`${wire.prefix}{call:orders}:p1`)) === 1);
    second.abort();
    first.abort();
    await Promise.all(calls);
    await until(async () => (await wire.redis.llen(`${wire.prefix}{call:orders}:p1`)) === 0);
    expect(await failureOf(client.call('orders.unknown.thing.v1', 3))).toMatchObject({ status: 'UNIMPLEMENTED' });
    expect(started).toHaveLength(1);
  });

  it('before the request has left sends nothing at all', async () => {
    const signal = AbortSignal.abort();
    expect(await failureOf(wire.client().call('orders.order.linger.v1', {}, { signal }))).toMatchObject({
      status: 'CANCELLED',
    });
    expect(await wire.redis.keys(`${wire.prefix}{call:*`)).toEqual([]);
  });

  it('cannot be impersonated by another service', async () => {
    const recorded = new RecordedMetrics();
    await wire.serve('orders', Orders, { metrics: recorded.metrics });
    const gone = new AbortController();
    const call = failureOf(wire.client().call('orders.order.linger.v1', {}, { signal: gone.signal }));
    await until(() => started.length === 1);
    const cancel = { kind: 'cancel', id: messageId(), audience: 'orders', about: started[0]?.id ?? '' } as const;
    const frame = await new Seal('stranger', wire.keysOf('stranger')).close(cancel);
    await wire.redis.publish(`${wire.prefix}{cancel:orders}`, frame);
    await until(() => recorded.of('refused').length > 0);
    expect(aborted).toEqual([]);
    gone.abort();
    await call;
  });
});
