import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type CanActivate, Controller, UseGuards } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import { lastValueFrom, of, toArray } from 'rxjs';
import { CallContext, CallError } from '../src/index.js';
import { RecordedMetrics } from './recorded-metrics.js';
import { failureOf, Wire } from './wire.js';

jest.setTimeout(30_000);

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const nobody: CanActivate = { canActivate: () => false };

@Controller()
class Orders {
  static seen: CallContext[] = [];

  @MessagePattern('orders.order.place.v1')
  place(@Payload() body: unknown, @Ctx() context: CallContext): unknown {
    Orders.seen.push(context);
    return { placed: body };
  }

  @MessagePattern('orders.nothing.return.v1')
  nothing(): void {
    return undefined;
  }

  @MessagePattern('orders.values.list.v1')
  values(): unknown {
    return of('first', 'last');
  }

  @MessagePattern('orders.stock.reserve.v1')
  reserve(): never {
    throw new CallError({
      status: 'FAILED_PRECONDITION',
      code: 'err:orders:conflict:stock',
      message: 'too few left',
      fields: [{ pointer: '/quantity', rule: 'must be at most 3' }],
    });
  }

  @MessagePattern('orders.bug.meet.v1')
  bug(): never {
    throw new Error('select secret from vault where canary-93c1');
  }

  @UseGuards(nobody)
  @MessagePattern('orders.private.read.v1')
  guarded(): string {
    return 'not for you';
  }

  @MessagePattern('orders.book.read.v1')
  book(): string {
    return 'x'.repeat(5 * 1024 * 1024);
  }

  @MessagePattern('orders.cycle.read.v1')
  cycle(): unknown {
    const ring: Record<string, unknown> = {};
    ring['self'] = ring;
    return ring;
  }
}

let wire: Wire;
beforeEach(() => {
  wire = new Wire();
  Orders.seen = [];
});
afterEach(async () => {
  await wire.close();
});

describe('a call', () => {
  it('reaches its handler with all that the caller signed, and brings back the answer', async () => {
    await wire.serve('orders', Orders);
    const deadline = Date.now() + 20_000;
    const signed = {
      idempotencyKey: 'k-1',
      securityContext: 'who',
      traceparent: TRACEPARENT,
      metadata: { lang: 'de' },
    };
    const answer = await wire.client().call('orders.order.place.v1', { sku: 'café' }, { deadline, ...signed });
    expect(answer).toEqual({ placed: { sku: 'café' } });
    const [context] = Orders.seen;
    expect(context).toMatchObject({ sender: 'caller', pattern: 'orders.order.place.v1', attempt: 1, ...signed });
    expect(context?.deadlineMs).toBe(deadline);
    expect(context?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  it('leaves empty what the caller did not say', async () => {
    await wire.serve('orders', Orders);
    await wire.client().call('orders.order.place.v1', undefined);
    const [context] = Orders.seen;
    expect([context?.idempotencyKey, context?.securityContext, context?.traceparent]).toEqual(Array(3).fill(undefined));
    expect(context?.metadata).toEqual({});
  });

  it('is what ClientProxy.send makes, with the metadata of its dispatch hook', async () => {
    await wire.serve('orders', Orders);
    const client = wire.client();
    client.setOnDispatchHook((packet) => {
      packet.metadata = { trace: 'a1' };
    });
    const answers = await lastValueFrom(client.send('orders.order.place.v1', { sku: 'x' }).pipe(toArray()));
    expect(answers).toEqual([{ placed: { sku: 'x' } }]);
    expect(Orders.seen[0]?.metadata).toEqual({ trace: 'a1' });
  });

  it('is handled by exactly one replica, however many there are', async () => {
    await Promise.all([wire.serve('orders', Orders), wire.serve('orders', Orders), wire.serve('orders', Orders)]);
    const client = wire.client();
    const bodies = Array.from({ length: 600 }, (_, index) => index);
    const answers = await Promise.all(bodies.map((body) => client.call('orders.order.place.v1', body)));
    expect(answers).toEqual(bodies.map((placed) => ({ placed })));
    expect(Orders.seen).toHaveLength(600);
    expect(new Set(Orders.seen.map(({ id }) => id)).size).toBe(600);
  });

  it('brings its answer to the instance that asked, and to no other', async () => {
    await wire.serve('orders', Orders);
    const clients = [wire.client(), wire.client(), wire.client('stranger')];
    const answers = await Promise.all(
      clients.flatMap((client, who) =>
        Array.from({ length: 50 }, (_, index) => client.call('orders.order.place.v1', `${who}-${index}`)),
      ),
    );
    expect(answers).toEqual(
      clients.flatMap((_, who) => Array.from({ length: 50 }, (__, i) => ({ placed: `${who}-${i}` }))),
    );
  });

  it('waits for a service that starts after it, which takes nothing that it could not answer', async () => {
    const client = wire.client();
    for (const round of [1, 2, 3]) {
      const answers = (['urgent', 'normal', 'low'] as const).map((priority) =>
        client.call('orders.order.place.v1', round, { priority }),
      );
      const service = await wire.serve('orders', Orders);
      expect(await Promise.all(answers)).toEqual(Array(3).fill({ placed: round }));
      await service.close();
    }
  });

  it('answers nothing with nothing, and a stream with its last value', async () => {
    await wire.serve('orders', Orders);
    const client = wire.client();
    expect(await client.call('orders.nothing.return.v1', {})).toBeUndefined();
    expect(await client.call('orders.values.list.v1', {})).toBe('last');
  });
});

describe('a call that fails', () => {
  it('tells the caller status, code, message, fields and whether to try again', async () => {
    await wire.serve('orders', Orders);
    expect(await failureOf(wire.client().call('orders.stock.reserve.v1', {}))).toMatchObject({
      status: 'FAILED_PRECONDITION',
      code: 'err:orders:conflict:stock',
      message: 'too few left',
      fields: [{ pointer: '/quantity', rule: 'must be at most 3' }],
      retryable: false,
    });
  });

  it('tells nothing of an error that nobody meant for the caller', async () => {
    await wire.serve('orders', Orders);
    const failure = await failureOf(wire.client().call('orders.bug.meet.v1', {}));
    expect(failure).toMatchObject({ status: 'INTERNAL', message: 'internal error', retryable: false });
    expect(JSON.stringify(failure)).not.toContain('canary');
  });

  it('is INTERNAL when the mapping of its error fails, too', async () => {
    const toCallError = (): never => {
      throw new Error('the mapping is broken');
    };
    await wire.serve('orders', Orders, { toCallError });
    expect(await failureOf(wire.client().call('orders.stock.reserve.v1', {}))).toMatchObject({ status: 'INTERNAL' });
  });

  it.each([
    ['orders.private.read.v1', 'PERMISSION_DENIED', 'a guard refused it'],
    ['orders.unheard.of.v1', 'UNIMPLEMENTED', 'there is no handler'],
    ['orders.book.read.v1', 'INTERNAL', 'its answer is too long'],
  ])('%s is %s: %s', async (pattern, status) => {
    await wire.serve('orders', Orders);
    expect(await failureOf(wire.client().call(pattern, {}))).toMatchObject({ status });
  });

  it('is INVALID_ARGUMENT, and is not sent, when its body cannot be', async () => {
    const client = wire.client();
    expect(await failureOf(client.call('orders.order.place.v1', 1n))).toMatchObject({ status: 'INVALID_ARGUMENT' });
    const book = 'x'.repeat(5 * 1024 * 1024);
    expect(await failureOf(client.call('orders.order.place.v1', book))).toMatchObject({ status: 'INVALID_ARGUMENT' });
    expect(await wire.redis.keys(`${wire.prefix}{call:*`)).toEqual([]);
  });

  it('is UNAVAILABLE at once, and may be repeated, where there is no key for the service', async () => {
    expect(await failureOf(wire.client().call('unknown.thing.do.v1', {}))).toMatchObject({
      status: 'UNAVAILABLE',
      retryable: true,
    });
  });

  it('is counted by pattern, side and code, and never under a pattern that the service does not have', async () => {
    const [server, client] = [new RecordedMetrics(), new RecordedMetrics()];
    await wire.serve('orders', Orders, { metrics: server.metrics });
    const caller = wire.client('caller', { metrics: client.metrics });
    await failureOf(caller.call('orders.stock.reserve.v1', {}));
    await failureOf(caller.call('orders.made-up.by-caller.v1', {}));
    const call = { pattern: 'orders.stock.reserve.v1', code: 'FAILED_PRECONDITION', durationMs: expect.any(Number) };
    expect(server.of('callEnded')).toEqual([
      [{ ...call, side: 'server' }],
      [{ ...call, side: 'server', pattern: '_OTHER', code: 'UNIMPLEMENTED' }],
    ]);
    expect(client.of('callEnded')[0]).toEqual([{ ...call, side: 'client' }]);
  });
});
