import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import { Redis } from 'ioredis';
import { wireKeyPatterns } from '../src/index.js';
import { TOPIC, Topic } from './broadcast-topic.js';
import { until, Wire } from './wire.js';

jest.setTimeout(30_000);

let wire: Wire;
let handled: number;
let names: string[];

@Controller()
class Orders {
  @MessagePattern('orders.order.place.v1')
  place(): string {
    return 'placed';
  }

  @EventPattern(['caller.thing.happened.v1'])
  happened(): void {
    handled += 1;
  }
}

beforeEach(() => {
  wire = new Wire();
  handled = 0;
  names = [];
});
afterEach(async () => {
  await wire.close();
  const redis = new Redis(wire.url);
  await redis.acl('DELUSER', ...names);
  redis.disconnect();
});

/** A user of Redis that may read and write `own` keys, only write `others`, only read `shown`, and use `channels`; its URL. */
async function user(
  own: readonly string[],
  others: readonly string[],
  channels: readonly string[],
  shown: readonly string[] = [],
): Promise<string> {
  const name = randomUUID();
  names.push(name);
  const keys = [
    ...own.map((key) => `~${key}`),
    ...others.map((key) => `%W~${key}`),
    ...shown.map((key) => `%R~${key}`),
  ];
  const commands = [
    '+@read',
    '+@write',
    '+@pubsub',
    '+@scripting',
    '+@blocking',
    '+@connection',
    '-@dangerous',
    '+info',
  ];
  await wire.redis.acl('SETUSER', name, 'on', `>${name}`, ...keys, ...channels.map((c) => `&${c}`), ...commands);
  const url = new URL(wire.url);
  url.username = url.password = name;
  return url.href;
}

describe('with no more rights in Redis than the key patterns give', () => {
  it('a service serves and its caller calls, but cannot read what it may write', async () => {
    const patterns = wireKeyPatterns(wire.prefix);
    const service = await user(
      [...patterns.callsOf('orders'), ...patterns.repliesOf('orders'), ...patterns.eventsOf('orders')],
      patterns.repliesOf('caller'),
      patterns.channelsOf('orders'),
    );
    const caller = await user(
      patterns.repliesOf('caller'),
      [...patterns.callsOf('orders'), ...patterns.eventsOf('orders')],
      patterns.channelsOf('orders'),
    );
    await wire.serve('orders', Orders, { redis: service });
    expect(await wire.client('caller', { redis: caller }).call('orders.order.place.v1', {})).toBe('placed');
    const event = { consumer: 'orders', pattern: 'caller.thing.happened.v1', id: randomUUID(), body: {} };
    await wire.publisher('caller', { redis: caller }).publish([event]);
    await until(() => handled === 1);

    const spy = new Redis(caller);
    await expect(spy.lrange(`${wire.prefix}{call:orders}:p1`, 0, -1)).rejects.toThrow('NOPERM');
    await expect(spy.lpop(`${wire.prefix}{call:orders}:p1`)).rejects.toThrow('NOPERM');
    await expect(spy.xrange(`${wire.prefix}{event:orders}`, '-', '+')).rejects.toThrow('NOPERM');
    await expect(spy.rpush(`${wire.prefix}{call:stranger}:p1`, 'x')).rejects.toThrow('NOPERM');
    await expect(spy.rpush(`${wire.prefix}{reply:stranger:x}`, 'x')).rejects.toThrow('NOPERM');
    await expect(spy.publish(`${wire.prefix}{cancel:stranger}`, 'x')).rejects.toThrow('NOPERM');
    spy.disconnect();
  });

  it('a topic is published by its publisher alone, and readers read it and ask for it', async () => {
    const patterns = wireKeyPatterns(wire.prefix);
    const topic = new Topic(wire);
    const [stream = ''] = patterns.broadcastsOf(TOPIC);
    const publisher = topic.publisher({ redis: await user([stream, ...patterns.probesOf(TOPIC)], [], []) });
    const reading = await user([], patterns.probesOf(TOPIC), [], [stream]);
    const { reader, keeper } = topic.reader({ redis: reading });
    await publisher.publish(topic.truth.write('a'));
    await until(async () => {
      await publisher.publish({ ...topic.truth.since(1), probes: await publisher.takeProbes() });
      return reader.state.stalenessMs < Infinity;
    });
    expect(keeper.notes).toEqual(['a']);

    const spy = new Redis(reading);
    await expect(spy.xadd(stream, '*', 'm', 'forged')).rejects.toThrow('NOPERM');
    await expect(spy.xtrim(stream, 'MAXLEN', 0)).rejects.toThrow('NOPERM');
    await expect(spy.lrange(`${stream}:probes`, 0, -1)).rejects.toThrow('NOPERM');
    spy.disconnect();
    await topic.close();
  });
});
