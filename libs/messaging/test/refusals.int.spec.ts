import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, MessagePattern } from '@nestjs/microservices';
import { type CallContext, type PairKeys, type Refusal, refusals } from '../src/index.js';
import { encodeBody } from '../src/envelope/body.js';
import { SIGNATURE_BYTES } from '../src/envelope/layout.js';
import { messageId } from '../src/envelope/message-id.js';
import { type Draft, Seal } from '../src/envelope/seal.js';
import { RecordedMetrics } from './recorded-metrics.js';
import { failureOf, until, Wire } from './wire.js';

jest.setTimeout(60_000);

let wire: Wire;
let recorded: RecordedMetrics;
let ran: string[];
let held: CallContext | undefined;
let release: () => void;

@Controller()
class Orders {
  @MessagePattern('orders.order.place.v1')
  place(@Ctx() call: CallContext): void {
    ran.push(call.id);
  }

  @MessagePattern('orders.order.hold.v1')
  async hold(@Ctx() call: CallContext): Promise<void> {
    held = call;
    await new Promise<void>((resolve) => {
      release = resolve;
    });
  }

  @EventPattern(['caller.thing.happened.v1'])
  happened(@Ctx() event: CallContext): void {
    ran.push(event.id);
  }
}

beforeEach(() => {
  wire = new Wire();
  recorded = new RecordedMetrics();
  ran = [];
  held = undefined;
});
afterEach(async () => {
  await wire.close();
});

/** Knows every key but cannot look up those that are named `away`. */
function keysOfOrders(): PairKeys {
  const known = wire.keysOf('orders');
  return {
    current: (peer) => known.current(peer),
    byId: (peer, keyId) =>
      keyId === 'away' ? Promise.reject(new Error('the key store is away')) : known.byId(peer, keyId),
  };
}

type Kind = 'request' | 'event' | 'cancel' | 'reply';
type Way = (kind: Kind) => Promise<readonly Buffer[]>;

/** A frame that is in order, and what a draft changes of it. */
async function frame(kind: Kind, draft: Partial<Draft> = {}, keyId = '1', as = 'caller'): Promise<Buffer> {
  const pattern = kind === 'event' ? 'caller.thing.happened.v1' : 'orders.order.place.v1';
  return new Seal(as, wire.keysOf(as, keyId)).close({
    ...{ kind, id: messageId(), audience: 'orders', pattern, replyTo: kind === 'request' ? 'nobody' : '' },
    deadlineMs: Date.now() + 20_000,
    ...encodeBody({}),
    ...draft,
  });
}

function unsigned(signed: Buffer): Buffer {
  return signed.fill(0, signed.length - SIGNATURE_BYTES);
}

/** How to bring each refusal about, on any lane; what only requests, or only broadcasts, can be refused for comes apart. */
const ways: Record<Exclude<Refusal, 'replayed' | 'unchecked' | 'deadline' | 'publisher'>, Way> = {
  malformed: () => Promise.resolve([Buffer.from('junk')]),
  version: async (kind) => {
    const later = await frame(kind);
    later[2] = 9;
    return [later];
  },
  audience: async (kind) => [await frame(kind, { audience: 'stranger' })],
  key: async (kind) => [await frame(kind, {}, 'retired')],
  'key-lookup': async (kind) => [await frame(kind, {}, 'away')],
  signature: async (kind) => [unsigned(await frame(kind))],
  unexpected: async (kind) => [await frame(kind === 'request' ? 'event' : 'request')],
};
const everyLane = Object.entries(ways);

const counted = (): readonly unknown[] => recorded.of('refused').flat();

async function serveOrders(): Promise<void> {
  await wire.serve('orders', Orders, { metrics: recorded.metrics, keys: keysOfOrders() });
}

describe('whatever is refused', () => {
  it('in the call queue is counted by its reason, and not carried out', async () => {
    await serveOrders();
    const queue = `${wire.prefix}{call:orders}:p1`;
    for (const [reason, way] of everyLane) {
      await wire.redis.rpush(queue, ...(await way('request')));
      await until(() => counted().includes(reason));
    }
    await wire.redis.rpush(queue, await frame('request', { deadlineMs: Date.now() + 3_600_000 }));
    const twice = await frame('request');
    await wire.redis.rpush(queue, twice, twice);
    await until(() => counted().length === everyLane.length + 2);
    expect(counted()).toEqual([...Object.keys(ways), 'deadline', 'replayed']);
    expect(ran).toHaveLength(1);
  });

  it('among the events is counted by its reason, and not handled', async () => {
    await serveOrders();
    for (const [reason, way] of everyLane) {
      for (const each of await way('event')) await wire.redis.xadd(`${wire.prefix}{event:orders}`, '*', 'm', each);
      await until(() => counted().includes(reason));
    }
    expect(new Set(counted())).toEqual(new Set(Object.keys(ways)));
    expect(ran).toEqual([]);
  });

  it('on the channel of cancels is counted by its reason, and cancels nothing', async () => {
    await serveOrders();
    const outcome = wire.client().call('orders.order.hold.v1', {});
    await until(() => held !== undefined);
    const about = held?.id ?? '';
    for (const [reason, way] of everyLane) {
      for (const each of await way('cancel')) await wire.redis.publish(`${wire.prefix}{cancel:orders}`, each);
      await until(() => counted().includes(reason));
    }
    await wire.redis.publish(`${wire.prefix}{cancel:orders}`, await frame('cancel', { about }, '1', 'stranger'));
    await until(() => counted().length === everyLane.length + 1);
    expect(counted().at(-1)).toBe('unexpected');
    expect(held?.aborted).toBe(false);
    release();
    await outcome;
  });

  it('in the inbox of replies is counted by its reason, and answers nothing', async () => {
    const client = wire.client('orders', { metrics: recorded.metrics, keys: keysOfOrders() });
    const outcome = client.call('caller.nobody.serves.v1', {}, { deadlineMs: 20_000 });
    const queue = `${wire.prefix}{call:caller}:p1`;
    await until(async () => (await wire.redis.llen(queue)) === 1);
    const request = await new Seal('caller', wire.keysOf('caller')).open(
      (await wire.redis.lindexBuffer(queue, 0)) ?? Buffer.alloc(0),
      'request',
    );
    if (typeof request === 'string') throw new Error(request);
    const inbox = `${wire.prefix}{reply:orders:${request.replyTo}}`;
    const about = { about: request.id };
    const replies = {
      malformed: await ways.malformed('reply'),
      version: await ways.version('reply'),
      audience: await ways.audience('reply'),
      key: [await frame('reply', about, 'retired')],
      'key-lookup': [await frame('reply', about, 'away')],
      signature: [unsigned(await frame('reply', about))],
      unexpected: [await frame('reply', about, '1', 'stranger')],
    };
    for (const [reason, frames] of Object.entries(replies)) {
      await wire.redis.rpush(inbox, ...frames);
      await until(() => counted().includes(reason));
    }
    expect(counted()).toEqual(Object.keys(replies));
    await wire.redis.rpush(inbox, await frame('reply', about));
    expect(await outcome).toEqual({});
  });

  it('because Redis cannot say whether it is new is counted, and not carried out', async () => {
    // A service that may not write down what it has seen, as one whose Redis is full cannot.
    const user = `orders-${randomUUID()}`;
    await wire.redis.call('ACL', 'SETUSER', user, 'on', 'nopass', '~*', '&*', '+@all', '-set', '-psetex');
    const url = new URL(wire.url);
    url.username = user;
    url.password = 'any';
    const service = await wire.serve('orders', Orders, { metrics: recorded.metrics, redis: url.href });
    await wire.redis.rpush(`${wire.prefix}{call:orders}:p1`, await frame('request'), await frame('request'));
    await until(() => counted().length >= 2);
    await service.close();
    await wire.redis.call('ACL', 'DELUSER', user);
    expect(counted()).toEqual(['unchecked', 'unchecked']);
    expect(ran).toEqual([]);
  });

  it('for its lateness, for want of a handler or of room is counted without a word that anybody may have made up', async () => {
    await serveOrders();
    const made = `orders.${randomUUID()}`;
    const queue = `${wire.prefix}{call:orders}:p1`;
    await wire.redis.rpush(queue, await frame('request', { deadlineMs: Date.now() - 1, pattern: made }));
    await until(() => recorded.of('expired').length === 1);
    expect(recorded.of('expired')).toEqual([['_OTHER']]);
    expect((await failureOf(wire.client().call(made, {}))).status).toBe('UNIMPLEMENTED');
    expect(recorded.of('callEnded')).toEqual([[expect.objectContaining({ pattern: '_OTHER', code: 'UNIMPLEMENTED' })]]);

    const full = { metrics: recorded.metrics, queueLengthMax: 0 };
    expect((await failureOf(wire.client('caller', full).call('stranger.x.y.v1', {}))).status).toBe(
      'RESOURCE_EXHAUSTED',
    );
    expect(recorded.of('shed')).toEqual([['stranger']]);
    const publisher = wire.publisher('caller', { metrics: recorded.metrics, streamLengthMax: 0 });
    const event = { consumer: 'stranger', pattern: 'caller.thing.happened.v1', id: randomUUID(), body: {} };
    expect((await failureOf(publisher.publish([event]))).status).toBe('RESOURCE_EXHAUSTED');
    expect(recorded.of('eventsShed')).toEqual([['stranger', 1]]);
  });

  it('has one of the reasons that are documented, and each comes about here, or among the broadcasts', () => {
    const ofRequests = ['replayed', 'unchecked', 'deadline'];
    // broadcasts.int.spec.ts brings it about.
    const ofBroadcasts = ['publisher'];
    expect([...refusals].sort()).toEqual([...Object.keys(ways), ...ofRequests, ...ofBroadcasts].sort());
  });
});
