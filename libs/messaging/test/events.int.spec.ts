import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import { CallContext, CallError, type EventToPublish } from '../src/index.js';
import { encodeBody } from '../src/envelope/body.js';
import { Seal } from '../src/envelope/seal.js';
import { RecordedMetrics } from './recorded-metrics.js';
import { until, Wire } from './wire.js';

jest.setTimeout(30_000);

let wire: Wire;
let stream: string;
let handled: { body: unknown; context: CallContext }[];
let faults: Map<unknown, number>;
let holding: (() => void)[];

@Controller()
class Orders {
  /** Fails as often as `faults` says for the body. */
  @EventPattern(['caller.thing.happened.v1'])
  happened(@Payload() body: unknown, @Ctx() context: CallContext): void {
    handled.push({ body, context });
    const left = faults.get(body) ?? 0;
    faults.set(body, left - 1);
    if (left > 0) throw new CallError({ status: 'UNAVAILABLE', code: 'err:test:down', message: 'not now' });
  }

  @EventPattern(['caller.long.happened.v1'])
  async long(@Payload() body: unknown, @Ctx() context: CallContext): Promise<void> {
    handled.push({ body, context });
    await new Promise<void>((resolve) => {
      holding.push(resolve);
    });
  }
}

/** Limits at which a test does not wait long. */
const quick = { eventRetryFirstMs: 20, eventClaimAfterMs: 300, eventAttemptsMax: 3 };

beforeEach(() => {
  wire = new Wire();
  stream = `${wire.prefix}{event:orders}`;
  handled = [];
  faults = new Map();
  holding = [];
});
afterEach(async () => {
  for (const release of holding) release();
  await wire.close();
});

function event(body: unknown, about: Partial<EventToPublish> = {}): EventToPublish {
  return { consumer: 'orders', pattern: 'caller.thing.happened.v1', id: randomUUID(), body, ...about };
}

async function untilSettled(): Promise<void> {
  await until(async () => (await wire.redis.xlen(stream)) === 0);
}

interface DeadLetter {
  readonly frame: Buffer;
  readonly fields: Readonly<Record<string, string>>;
}

async function deadLetters(): Promise<readonly DeadLetter[]> {
  const entries = await wire.redis.xrangeBuffer(`${stream}:dead`, '-', '+');
  return entries.map(([, list]) => {
    const pairs = Array.from({ length: list.length / 2 }, (_, i) => [String(list[2 * i]), list[2 * i + 1]] as const);
    const fields = Object.fromEntries(pairs.map(([name, value]) => [name, String(value)]));
    return { frame: new Map(pairs).get('m') ?? Buffer.alloc(0), fields };
  });
}

describe('an event', () => {
  it('reaches its handler with all that the publisher signed', async () => {
    await wire.serve('orders', Orders);
    const signed = {
      securityContext: 'who',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      metadata: { lang: 'de' },
    };
    const published = event({ sku: 'café' }, signed);
    await wire.publisher().publish([published]);
    await until(() => handled.length === 1);
    expect(handled[0]?.body).toEqual({ sku: 'café' });
    expect(handled[0]?.context).toMatchObject({ id: published.id, sender: 'caller', attempt: 1, ...signed });
    expect(handled[0]?.context.deadlineMs).toBeGreaterThan(Date.now());
  });

  it('is handled by one replica, and leaves no memory taken', async () => {
    await Promise.all([wire.serve('orders', Orders), wire.serve('orders', Orders)]);
    const bodies = Array.from({ length: 1_000 }, (_, index) => index);
    await wire.publisher().publish(bodies.map((body) => event(body)));
    await untilSettled();
    expect(handled.map(({ body }) => body).sort((a, b) => Number(a) - Number(b))).toEqual(bodies);
    expect((await wire.redis.xpending(stream, 'orders'))[0]).toBe(0);
  });

  it('published before its consumer ever ran is handled when it does', async () => {
    await wire.publisher().publish([event('early')]);
    await wire.serve('orders', Orders);
    await until(() => handled.length === 1);
  });

  it('is what ClientProxy.emit sends', async () => {
    await wire.serve('orders', Orders);
    const client = wire.client('caller', { consumersOf: () => ['orders'] });
    await lastValueFrom(client.emit('caller.thing.happened.v1', { sku: 'x' }), { defaultValue: undefined });
    await until(() => handled.length === 1);
  });

  it('goes to each of its consumers, and those that could not take it are named', async () => {
    const publisher = wire.publisher('caller', { streamLengthMax: 2 });
    await publisher.publish([event(1), event(2), event(3, { consumer: 'stranger' })]);
    const refused = [event(4), event(5)];
    await expect(publisher.publish([...refused, event(6, { consumer: 'stranger' })])).rejects.toMatchObject({
      status: 'RESOURCE_EXHAUSTED',
      retryable: true,
      failures: [{ consumer: 'orders', ids: refused.map(({ id }) => id) }],
    });
    expect(await wire.redis.xlen(stream)).toBe(2);
    expect(await wire.redis.xlen(`${wire.prefix}{event:stranger}`)).toBe(2);
  });
});

describe('an event that cannot be sent', () => {
  it('is named, and keeps no other back', async () => {
    await wire.serve('orders', Orders);
    const endless = event('x'.repeat(5 * 1024 * 1024));
    await expect(wire.publisher().publish([event(1), endless, event(2)])).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      retryable: false,
      failures: [{ consumer: 'orders', ids: [endless.id] }],
    });
    await until(() => handled.length === 2);
    expect(handled.map(({ body }) => body)).toEqual([1, 2]);
  });
});

describe('an event whose handler fails', () => {
  it('is handled again, and told how often it has been tried', async () => {
    const recorded = new RecordedMetrics();
    await wire.serve('orders', Orders, { ...quick, metrics: recorded.metrics });
    faults.set('flaky', 2);
    await wire.publisher().publish([event('flaky')]);
    await until(() => recorded.of('eventEnded').length === 3);
    expect(await wire.redis.xlen(stream)).toBe(0);
    expect(handled.map(({ context }) => context.attempt)).toEqual([1, 2, 3]);
    expect(recorded.of('eventEnded').map(([ended]) => ended)).toEqual(
      ['retry', 'retry', 'done'].map((outcome) => expect.objectContaining({ outcome })),
    );
    expect(await deadLetters()).toEqual([]);
  });

  it('does not keep others waiting', async () => {
    await wire.serve('orders', Orders, { eventConcurrency: 1 });
    faults.set('poison', 100);
    await wire.publisher().publish([event('poison'), event('good')]);
    await until(() => handled.some(({ body }) => body === 'good'));
  });

  it('is buried after the last attempt, as it came, with the reason and the number of attempts', async () => {
    await wire.serve('orders', Orders, quick);
    faults.set('poison', 100);
    const published = event('poison');
    await wire.publisher().publish([published]);
    await untilSettled();
    const [letter] = await deadLetters();
    expect(letter?.fields).toMatchObject({
      ...{ status: 'UNAVAILABLE', code: 'err:test:down', message: 'not now', attempts: '3' },
      entry: expect.stringMatching(/^\d+-\d+$/),
    });
    const opened = await new Seal('orders', wire.keysOf('orders')).open(letter?.frame ?? Buffer.alloc(0), 'event');
    expect(opened).toMatchObject({ id: published.id, body: Buffer.from('"poison"') });
    expect(handled).toHaveLength(3);
  });

  it('is not lost while it cannot be buried, and is buried when it can', async () => {
    const recorded = new RecordedMetrics();
    await wire.redis.set(`${stream}:dead`, 'not a stream');
    await wire.serve('orders', Orders, { ...quick, metrics: recorded.metrics });
    faults.set('poison', 100);
    await wire.publisher().publish([event('poison')]);
    // Claimed once more: the attempt at burying it has failed.
    await until(() => recorded.of('redelivered').length > quick.eventAttemptsMax - 1);
    await wire.redis.del(`${stream}:dead`);
    await untilSettled();
    expect(await deadLetters()).toHaveLength(1);
  });

  it('is put off where there is no handler: another replica may have it', async () => {
    await wire.serve('orders', Orders, quick);
    await wire.publisher().publish([event(1, { pattern: 'caller.new.happened.v2' })]);
    await untilSettled();
    expect((await deadLetters())[0]?.fields).toMatchObject({ status: 'UNIMPLEMENTED', attempts: '3' });
  });

  it('is buried at once if nobody that we share a key with has signed it', async () => {
    await wire.serve('orders', Orders, quick);
    const stranger = wire.keysOf('stranger');
    const asCaller = new Seal('caller', { current: (peer) => stranger.current(peer), byId: () => undefined });
    const frame = await asCaller.close({
      ...{ kind: 'event', id: randomUUID(), audience: 'orders', pattern: 'caller.thing.happened.v1' },
      ...encodeBody('forged'),
    });
    await wire.redis.xadd(stream, '*', 'm', frame);
    await until(async () => (await deadLetters()).length === 1);
    expect((await deadLetters())[0]?.fields).toMatchObject({ status: 'UNAUTHENTICATED', attempts: '1' });
    expect(handled).toEqual([]);
  });
});

describe('an event whose consumer dies', () => {
  /** Takes an event as a replica does, and is never heard of again. */
  async function dieWith(body: unknown): Promise<void> {
    await wire.redis.xgroup('CREATE', stream, 'orders', '0', 'MKSTREAM');
    await wire.publisher().publish([event(body)]);
    const taken = await wire.redis.xreadgroup('GROUP', 'orders', 'dead', 'COUNT', 1, 'STREAMS', stream, '>');
    expect(taken).toHaveLength(1);
  }

  it('is handled by another', async () => {
    const recorded = new RecordedMetrics();
    await dieWith('orphan');
    await wire.serve('orders', Orders, { ...quick, metrics: recorded.metrics });
    await untilSettled();
    expect(handled.map(({ context }) => context.attempt)).toEqual([2]);
    expect(recorded.of('redelivered')).toEqual([[1]]);
  });

  it('is buried if it was the death of too many', async () => {
    await dieWith('deadly');
    const [entry] = await wire.redis.xrange(stream, '-', '+');
    await wire.redis.call('XCLAIM', stream, 'orders', 'dead', 0, entry?.[0] ?? '', 'RETRYCOUNT', 3);
    await wire.serve('orders', Orders, quick);
    await untilSettled();
    expect(handled).toEqual([]);
    expect((await deadLetters())[0]?.fields).toMatchObject({ status: 'ABORTED', attempts: '4' });
  });

  it('is not taken for dead while its handler is still at work', async () => {
    const recorded = new RecordedMetrics();
    const limits = { ...quick, metrics: recorded.metrics };
    await Promise.all([wire.serve('orders', Orders, limits), wire.serve('orders', Orders, limits)]);
    await wire.publisher().publish([event('long', { pattern: 'caller.long.happened.v1' })]);
    await until(() => holding.length === 1);
    // Redis's own clock: five times as long as it would take for the entry to be taken over.
    const startMs = await redisTimeMs();
    await until(async () => (await redisTimeMs()) > startMs + 5 * quick.eventClaimAfterMs);
    for (const release of holding) release();
    await untilSettled();
    expect(handled).toHaveLength(1);
    expect(recorded.of('redelivered')).toEqual([]);
  });

  it('goes to another replica once its handler has had all its time', async () => {
    await wire.serve('orders', Orders, { ...quick, eventDeadlineMs: 100 });
    await wire.publisher().publish([event('stuck', { pattern: 'caller.long.happened.v1' })]);
    await until(() => holding.length === 2);
    expect(handled.map(({ context }) => context.attempt)).toEqual([1, 2]);
    for (const release of holding) release();
    await untilSettled();
  });
});

describe('a replica that closes', () => {
  it('finishes the events it has taken, and leaves its name on nothing', async () => {
    const leaving = await wire.serve('orders', Orders);
    await wire.publisher().publish([event('last', { pattern: 'caller.long.happened.v1' })]);
    await until(() => holding.length === 1);
    const closed = leaving.close();
    for (const release of holding) release();
    await closed;
    expect(await wire.redis.xlen(stream)).toBe(0);
    expect(await wire.redis.xinfo('CONSUMERS', stream, 'orders')).toEqual([]);
  });

  it('leaves to others what it could not finish within the drain limit', async () => {
    const leaving = await wire.serve('orders', Orders, { ...quick, drainMs: 50 });
    await wire.publisher().publish([event('left', { pattern: 'caller.long.happened.v1' })]);
    await until(() => holding.length === 1);
    await leaving.close();
    expect(handled[0]?.context.signal.aborted).toBe(true);
    await wire.serve('orders', Orders, quick);
    await until(() => holding.length === 2);
    expect(handled[1]?.context.attempt).toBe(2);
  });
});

async function redisTimeMs(): Promise<number> {
  const [seconds, micros] = await wire.redis.time();
  return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
}
