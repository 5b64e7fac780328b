import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { type CallContext, KnownPairKeys, type PairKeys } from '../src/index.js';
import { encodeBody } from '../src/envelope/body.js';
import { DEADLINE_AT, SIGNATURE_BYTES } from '../src/envelope/layout.js';
import { messageId } from '../src/envelope/message-id.js';
import { type Draft, Seal } from '../src/envelope/seal.js';
import { RecordedMetrics } from './recorded-metrics.js';
import { until, Wire } from './wire.js';

jest.setTimeout(30_000);

let wire: Wire;
let recorded: RecordedMetrics;
let seen: unknown[];
let held: CallContext | undefined;
let release: () => void;

@Controller()
class Orders {
  @MessagePattern('orders.order.place.v1')
  place(@Payload() body: unknown): string {
    seen.push(body);
    return 'genuine';
  }

  @MessagePattern('orders.order.hold.v1')
  async hold(@Ctx() context: CallContext): Promise<string> {
    held = context;
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    return 'genuine';
  }

  @EventPattern(['caller.thing.happened.v1'])
  happened(@Payload() body: unknown): void {
    seen.push(body);
  }
}

beforeEach(async () => {
  wire = new Wire();
  recorded = new RecordedMetrics();
  seen = [];
  held = undefined;
  await wire.serve('orders', Orders, { metrics: recorded.metrics });
});
afterEach(async () => {
  await wire.close();
});

/** A signed request of the caller's, as it would lie in the queue. */
async function request(draft: Partial<Draft> = {}, as = 'caller', keys: PairKeys = wire.keysOf(as)): Promise<Buffer> {
  return new Seal(as, keys).close({
    ...{ kind: 'request', id: messageId(), audience: 'orders', pattern: 'orders.order.place.v1', replyTo: 'nobody' },
    deadlineMs: Date.now() + 20_000,
    ...encodeBody('request'),
    ...draft,
  });
}

function enqueue(frame: Buffer): Promise<number> {
  return wire.redis.rpush(`${wire.prefix}{call:orders}:p1`, frame);
}

async function refusals(count: number): Promise<readonly unknown[]> {
  await until(() => recorded.of('refused').length >= count);
  return recorded.of('refused').map(([reason]) => reason);
}

describe('a request that nobody we share a key with has signed', () => {
  it('is not carried out', async () => {
    const other = generateKeyPairSync('x25519');
    const { privateKey } = generateKeyPairSync('x25519');
    const wrongKey = new KnownPairKeys({ self: 'caller', privateKey, peers: { orders: other.publicKey } });
    const unsigned = await request();
    unsigned.fill(0, unsigned.length - SIGNATURE_BYTES);
    await enqueue(unsigned);
    await enqueue(await request({}, 'caller', wrongKey));
    await enqueue(await request({}, 'caller', wire.keysOf('caller', 'another key id')));
    expect(await refusals(3)).toEqual(['signature', 'signature', 'key']);
    expect(seen).toEqual([]);
  });

  it('is not carried out in the name of another', async () => {
    const stranger = wire.keysOf('stranger');
    const asCaller = new Seal('caller', { current: (peer) => stranger.current(peer), byId: () => undefined });
    await enqueue(
      await asCaller.close({
        kind: 'request',
        id: messageId(),
        audience: 'orders',
        replyTo: 'me',
        deadlineMs: Date.now() + 20_000,
      }),
    );
    expect(await refusals(1)).toEqual(['signature']);
  });

  it.each([
    ['body', (frame: Buffer) => frame.length - SIGNATURE_BYTES - 1],
    ['deadline', () => DEADLINE_AT + 3],
  ])('is not carried out after its %s was altered', async (_what, place) => {
    const frame = await request();
    const at = place(frame);
    frame[at] = frame.readUInt8(at) ^ 1;
    await enqueue(frame);
    expect(await refusals(1)).toEqual(['signature']);
    expect(seen).toEqual([]);
  });

  it('is not carried out if it was meant for another service', async () => {
    await enqueue(await request({ audience: 'stranger' }));
    expect(await refusals(1)).toEqual(['audience']);
    expect(seen).toEqual([]);
  });

  it('is not carried out if it asks to be remembered for longer than anything is', async () => {
    await enqueue(await request({ deadlineMs: Date.now() + 3_600_000 }));
    expect(await refusals(1)).toEqual(['deadline']);
    expect(seen).toEqual([]);
  });

  it('is carried out once, however often it is put into the queue, on every replica together', async () => {
    await wire.serve('orders', Orders, { metrics: recorded.metrics });
    const frame = await request();
    for (let copy = 0; copy < 20; copy += 1) await enqueue(frame);
    expect(await refusals(19)).toEqual(Array(19).fill('replayed'));
    expect(seen).toEqual(['request']);
  });

  it('is not carried out while its key cannot be looked up', async () => {
    const keys: PairKeys = {
      current: (peer) => wire.keysOf('stranger').current(peer),
      byId: () => Promise.reject(new Error('the key store is down')),
    };
    await wire.serve('stranger', Orders, { keys, metrics: recorded.metrics });
    await wire.redis.rpush(`${wire.prefix}{call:stranger}:p1`, await request({ audience: 'stranger' }));
    expect(await refusals(1)).toEqual(['key-lookup']);
  });
});

describe('a reply', () => {
  it('counts only if the service that was called has signed it', async () => {
    const counted = new RecordedMetrics();
    const client = wire.client('caller', { metrics: counted.metrics });
    const outcome = client.call('orders.order.hold.v1', {});
    await until(() => held !== undefined);
    const about = held?.id ?? '';
    const forged = { kind: 'reply', id: messageId(), audience: 'caller', about, ...encodeBody('forged') } as const;
    const byStranger = await new Seal('stranger', wire.keysOf('stranger')).close(forged);
    const unsigned = await new Seal('orders', wire.keysOf('orders')).close(forged);
    unsigned.fill(0, unsigned.length - SIGNATURE_BYTES);
    const inbox = `${wire.prefix}{reply:caller:${held?.getArgs()[0].replyTo}}`;
    await wire.redis.rpush(
      inbox,
      byStranger,
      unsigned,
      await request({ audience: 'caller' }, 'orders'),
      randomBytes(500),
    );
    await until(() => counted.of('refused').length === 4);
    release();
    expect(counted.of('refused').flat().sort()).toEqual(['malformed', 'signature', 'unexpected', 'unexpected']);
    expect(await outcome).toBe('genuine');
  });
});

describe('bytes of any kind', () => {
  it('on any key or channel leave the service answering', async () => {
    const junk = [
      Buffer.alloc(0),
      Buffer.from('{"pattern":"x"}'),
      ...Array.from({ length: 50 }, () => randomBytes(200)),
    ];
    const { prefix } = wire;
    await wire.redis.rpush(`${prefix}{call:orders}:p0`, ...junk);
    await wire.redis.rpush(`${prefix}{call:orders}:p1`, ...junk);
    for (const bytes of junk) {
      await wire.redis.publish(`${prefix}{cancel:orders}`, bytes);
      await wire.redis.xadd(`${prefix}{event:orders}`, '*', 'm', bytes);
      await wire.redis.xadd(`${prefix}{event:orders}`, '*', bytes, bytes);
    }
    expect(new Set(await refusals(5 * junk.length))).toEqual(new Set(['malformed']));
    expect(await wire.client().call('orders.order.place.v1', 1)).toBe('genuine');
    const event = { consumer: 'orders', pattern: 'caller.thing.happened.v1', id: crypto.randomUUID(), body: 2 };
    await wire.publisher().publish([event]);
    await until(() => seen.includes(2));
  });
});
