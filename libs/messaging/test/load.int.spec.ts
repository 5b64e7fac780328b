import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import { type CallContext } from '../src/index.js';
import { RecordedMetrics } from './recorded-metrics.js';
import { failureOf, until, Wire } from './wire.js';

jest.setTimeout(30_000);

let wire: Wire;
let order: unknown[];
let opened: (() => void)[];
let signals: AbortSignal[];

@Controller()
class Orders {
  @MessagePattern('orders.order.place.v1')
  async place(@Payload() body: unknown): Promise<unknown> {
    order.push(body);
    await new Promise(setImmediate);
    return body;
  }

  /** Is done when the test says so, whatever its signal does. */
  @MessagePattern('orders.order.hold.v1')
  async hold(@Ctx() { signal }: CallContext): Promise<string> {
    signals.push(signal);
    await new Promise<void>((resolve) => {
      opened.push(resolve);
    });
    return 'released';
  }
}

beforeEach(() => {
  wire = new Wire();
  order = [];
  opened = [];
  signals = [];
});
afterEach(async () => {
  for (const open of opened) open();
  await wire.close();
});

describe('under load', () => {
  it('calls of a higher priority are taken first', async () => {
    const client = wire.client();
    const calls = [
      client.call('orders.order.place.v1', 'low', { priority: 'low' }),
      client.call('orders.order.place.v1', 'normal'),
    ];
    await until(async () => (await wire.redis.llen(`${wire.prefix}{call:orders}:p1`)) === 1);
    await wire.serve('orders', Orders, { concurrency: 1 });
    await Promise.all(calls);
    expect(order).toEqual(['normal', 'low']);
  });

  it('urgent calls pass while slow ones hold every slot', async () => {
    await wire.serve('orders', Orders, { concurrency: 2 });
    const client = wire.client();
    const slow = Array.from({ length: 10 }, () => client.call('orders.order.hold.v1', {}));
    await until(() => opened.length === 2);
    expect(await client.call('orders.order.place.v1', 'urgent', { priority: 'urgent' })).toBe('urgent');
    expect(opened).toHaveLength(2);
    await until(() => {
      for (const open of opened) open();
      return opened.length === 10;
    });
    expect(await Promise.all(slow)).toEqual(Array(10).fill('released'));
  });

  it('a full queue sheds with RESOURCE_EXHAUSTED and the time to come again, and urgent calls still get in', async () => {
    const recorded = new RecordedMetrics();
    const client = wire.client('caller', { queueLengthMax: 3, metrics: recorded.metrics });
    const waiting = Array.from({ length: 3 }, (_, index) => client.call('orders.order.place.v1', index));
    const shed = await Promise.all([1, 2].map(() => failureOf(client.call('orders.order.place.v1', 'shed'))));
    for (const failure of shed) {
      expect(failure).toMatchObject({ status: 'RESOURCE_EXHAUSTED', retryable: true });
      expect(failure.retryAfterMs).toBeGreaterThan(0);
    }
    const urgent = client.call('orders.order.place.v1', 'urgent', { priority: 'urgent' });
    await wire.serve('orders', Orders);
    expect(await Promise.all([...waiting, urgent])).toEqual([0, 1, 2, 'urgent']);
    expect(recorded.of('shed')).toEqual([['orders'], ['orders']]);
  });

  it('a service that nobody runs leaves nothing behind for ever', async () => {
    await failureOf(wire.client().call('orders.order.place.v1', {}, { deadlineMs: 200 }));
    expect(await wire.redis.pttl(`${wire.prefix}{call:orders}:p1`)).toBeGreaterThan(0);
  });
});

describe('a replica that closes', () => {
  it('while calls keep coming, loses none and runs none twice', async () => {
    const leaving = await wire.serve('orders', Orders);
    await wire.serve('orders', Orders);
    const client = wire.client();
    const bodies = Array.from({ length: 500 }, (_, index) => index);
    const first = bodies.map((body) => client.call('orders.order.place.v1', body));
    const closed = leaving.close();
    const second = bodies.map((body) => client.call('orders.order.place.v1', 500 + body));
    const answers = await Promise.all([...first, ...second]);
    await closed;
    expect(answers).toEqual([...bodies, ...bodies.map((body) => 500 + body)]);
    expect(order).toHaveLength(1000);
    expect(new Set(order).size).toBe(1000);
  });

  it('waits for the last reply', async () => {
    const leaving = await wire.serve('orders', Orders);
    const answer = wire.client().call('orders.order.hold.v1', {});
    await until(() => opened.length === 1);
    const events: string[] = [];
    const closed = leaving.close().then(() => events.push('closed'));
    const answered = answer.then(() => events.push('answered'));
    for (const open of opened) open();
    await Promise.all([closed, answered]);
    expect(events).toEqual(['answered', 'closed']);
  });

  it('aborts what is not done at the drain limit, and closes', async () => {
    const leaving = await wire.serve('orders', Orders, { drainMs: 100 });
    const call = failureOf(wire.client().call('orders.order.hold.v1', {}, { deadlineMs: 2_000 }));
    await until(() => signals.length === 1);
    await leaving.close();
    expect(signals[0]?.aborted).toBe(true);
    expect(await call).toMatchObject({ status: 'DEADLINE_EXCEEDED' });
  });
});

describe('a client that closes', () => {
  it('waits for the answers under way, and takes no more calls', async () => {
    await wire.serve('orders', Orders);
    const client = wire.client();
    const answer = client.call('orders.order.place.v1', 1);
    const closed = client.close();
    expect(await failureOf(client.call('orders.order.place.v1', 2))).toMatchObject({ status: 'UNAVAILABLE' });
    await closed;
    expect(await answer).toBe(1);
  });
});
