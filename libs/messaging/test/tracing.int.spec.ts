import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, MessagePattern } from '@nestjs/microservices';
import { context, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { TracerProvider, InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { lastValueFrom } from 'rxjs';
import { type CallContext, CallError, type RedisClient, readTraceparent } from '../src/index.js';
import { OpenTelemetryTracer } from '../src/opentelemetry/index.js';
import { failureOf, until, Wire } from './wire.js';

const caller = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const traceparent = `00-${caller.traceId}-${caller.spanId}-01`;

let wire: Wire;
let onward: RedisClient;
let seen: (string | undefined)[];

@Controller()
class Orders {
  @MessagePattern('orders.order.place.v1')
  async place(@Ctx() call: CallContext): Promise<unknown> {
    seen.push(call.traceparent);
    await lastValueFrom(onward.emit('stranger.order.placed.v1', { secret: 'canary-17' }));
    return onward.call('stranger.stock.take.v1', { secret: 'canary-17' });
  }
}

@Controller()
class Stock {
  @MessagePattern('stranger.stock.take.v1')
  take(@Ctx() call: CallContext): string {
    seen.push(call.traceparent);
    return 'taken';
  }

  @MessagePattern('stranger.stock.refuse.v1')
  refuse(): never {
    throw new CallError({ status: 'FAILED_PRECONDITION', message: 'none left' });
  }

  @EventPattern(['stranger.order.placed.v1'])
  placed(@Ctx() event: CallContext): void {
    seen.push(event.traceparent);
  }
}

beforeEach(() => {
  wire = new Wire();
  seen = [];
});
afterEach(async () => {
  await wire.close();
});

describe('with OpenTelemetry', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const tracer = new OpenTelemetryTracer(provider);

  beforeAll(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  });
  afterAll(() => {
    context.disable();
  });
  beforeEach(async () => {
    exporter.reset();
    onward = wire.client('orders', { tracer });
    await wire.serve('orders', Orders, { tracer });
    await wire.serve('stranger', Stock, { tracer });
  });

  async function spans(count: number): Promise<(name: string, kind: SpanKind) => ReadableSpan> {
    await until(() => exporter.getFinishedSpans().length >= count);
    const all = exporter.getFinishedSpans();
    return (name, kind) => {
      const found = all.filter((span) => span.name === name && span.kind === kind);
      expect(found).toHaveLength(1);
      const [span] = found;
      if (span === undefined) throw new Error(`no span ${name}`);
      return span;
    };
  }

  it('a call through two services, and the event that it causes, are one trace in which each span has its cause as parent', async () => {
    await wire.client('caller', { tracer }).call('orders.order.place.v1', {}, { traceparent });
    const span = await spans(6);
    const chain = [
      span('orders.order.place.v1', SpanKind.CLIENT),
      span('orders.order.place.v1', SpanKind.SERVER),
      span('stranger.stock.take.v1', SpanKind.CLIENT),
      span('stranger.stock.take.v1', SpanKind.SERVER),
    ];
    const sent = span('send stranger.order.placed.v1', SpanKind.PRODUCER);
    const processed = span('process stranger.order.placed.v1', SpanKind.CONSUMER);
    expect(exporter.getFinishedSpans()).toHaveLength(6);
    for (const one of exporter.getFinishedSpans()) expect(one.spanContext().traceId).toBe(caller.traceId);
    expect(chain.map(parentOf)).toEqual([caller.spanId, ...chain.slice(0, 3).map(idOf)]);
    expect(parentOf(sent)).toBe(idOf(chain[1]));
    expect(parentOf(processed)).toBe(idOf(sent));
    expect(processed.links.map((link) => link.context.spanId)).toEqual([idOf(sent)]);
    expect(seen.map((given) => readTraceparent(given)?.spanId).sort()).toEqual(
      [chain[1], chain[3], processed].map(idOf).sort(),
    );
  });

  it('spans say what the conventions ask for, and nothing of what is said', async () => {
    await wire.client('caller', { tracer }).call('orders.order.place.v1', { secret: 'canary-17' });
    const span = await spans(6);
    expect(span('orders.order.place.v1', SpanKind.CLIENT).attributes).toEqual({
      'rpc.system.name': 'strongroom',
      'rpc.method': 'orders.order.place.v1',
      'server.address': 'orders',
      'rpc.response.status_code': 'OK',
    });
    expect(span('process stranger.order.placed.v1', SpanKind.CONSUMER).attributes).toEqual({
      'messaging.system': 'strongroom',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': 'stranger.order.placed.v1',
      'messaging.consumer.group.name': 'stranger',
      'messaging.message.id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const told = exporter.getFinishedSpans().map(({ name, attributes, status }) => ({ name, attributes, status }));
    expect(JSON.stringify(told)).not.toContain('canary');
  });

  it('a refusal is the fault of the call, not of the service that refuses', async () => {
    await failureOf(onward.call('stranger.stock.refuse.v1', {}));
    const span = await spans(2);
    const client = span('stranger.stock.refuse.v1', SpanKind.CLIENT);
    const server = span('stranger.stock.refuse.v1', SpanKind.SERVER);
    expect(client.status.code).toBe(SpanStatusCode.ERROR);
    expect(client.attributes).toMatchObject({ 'error.type': 'FAILED_PRECONDITION' });
    expect(server.status.code).toBe(SpanStatusCode.UNSET);
    expect(server.attributes).toMatchObject({ 'rpc.response.status_code': 'FAILED_PRECONDITION' });
  });

  it('a pattern that nobody handles does not become the name of a span of the service', async () => {
    const pattern = `stranger.${randomUUID()}`;
    await failureOf(onward.call(pattern, {}));
    const span = await spans(2);
    expect(span('_OTHER', SpanKind.SERVER).attributes).toMatchObject({ 'rpc.response.status_code': 'UNIMPLEMENTED' });
  });

  it('an event that could not be published says so', async () => {
    const publisher = wire.publisher('caller', { tracer });
    const event = { consumer: 'nobody', pattern: 'caller.thing.happened.v1', id: randomUUID(), body: {} };
    await failureOf(publisher.publish([event]));
    const span = await spans(1);
    expect(span('send caller.thing.happened.v1', SpanKind.PRODUCER).status.code).toBe(SpanStatusCode.ERROR);
  });
});

describe('without a tracer', () => {
  beforeEach(async () => {
    onward = wire.client('orders');
    await wire.serve('orders', Orders);
    await wire.serve('stranger', Stock);
  });

  it('a traceparent goes through calls and events as it came', async () => {
    await wire.client().call('orders.order.place.v1', {}, { traceparent });
    await until(() => seen.length === 3);
    expect(seen).toEqual([traceparent, traceparent, traceparent]);
  });

  it('one that is not valid is dropped at the first end', async () => {
    await wire.client().call('orders.order.place.v1', {}, { traceparent: '00-not-a-trace-01' });
    await until(() => seen.length === 3);
    expect(seen).toEqual([undefined, undefined, undefined]);
  });
});

function idOf(span: ReadableSpan | undefined): string | undefined {
  return span?.spanContext().spanId;
}

function parentOf(span: ReadableSpan): string | undefined {
  return span.parentSpanContext?.spanId;
}
