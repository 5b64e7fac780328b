import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { derivePairKey } from '@strongroom/messaging';
import { Redis } from 'ioredis';
import { altered, DEADLINE_AT, type Forged, frame, SIGNATURE_BYTES } from './frame.ts';
import { type Keyring, keysOf } from './keyring.ts';
import { type Attacker } from './subject.ts';
import { until } from './waiting.ts';

const QUEUE = 'sr:{call:orders}:p1';
const STREAM = 'sr:{event:orders}';
const PATIENCE_MS = 20_000;

/**
 * Writes any bytes to any key and channel, reads all that lies there, watches every command, and has the keys of
 * `stranger`. What it replays and alters it has seen on the wire: those frames carry a good signature of `caller`.
 */
export class OurAttacker implements Attacker {
  readonly genuine = ['replayed'];
  readonly #redis: Redis;
  readonly #monitor: Redis;
  readonly #keyring: Keyring;
  readonly #inboxes = new Set<string>();

  private constructor(redis: Redis, monitor: Redis, keyring: Keyring) {
    this.#redis = redis;
    this.#monitor = monitor;
    this.#keyring = keyring;
    monitor.on('monitor', (_time: string, args: readonly string[]) => {
      for (const key of args) if (key.startsWith('sr:{reply:caller:')) this.#inboxes.add(key);
    });
  }

  static async at(url: string, keyring: Keyring): Promise<OurAttacker> {
    const redis = new Redis(url);
    return new OurAttacker(redis, await redis.monitor(), keyring);
  }

  async request(pattern: string): Promise<void> {
    const own = this.#pairKey('stranger', 'orders');
    const seen = this.#pairKey('caller', 'orders');
    const write = (body: string, key: KeyObject, about: Partial<Forged> = {}): Buffer =>
      frame({ ...this.#request(pattern), body, ...about }, key);
    const replayed = write('replayed', seen);
    const unsigned = write('unsigned', seen);
    const body = write('altered body', seen);
    const late = write('altered deadline', seen, { deadlineMs: Date.now() - 60_000 });
    const later = Buffer.alloc(6);
    later.writeUIntBE(Date.now() + PATIENCE_MS, 0, 6);
    const frames = [
      altered(unsigned, unsigned.length - SIGNATURE_BYTES, Buffer.alloc(SIGNATURE_BYTES)),
      write('signed by a key of its own', newPairKey()),
      write('in the name of another', own),
      write('meant for another service', this.#pairKey('caller', 'stock'), { audience: 'stock' }),
      altered(body, body.length - SIGNATURE_BYTES - 2, Buffer.from('X')),
      altered(late, DEADLINE_AT, later),
      frame({ ...this.#request(pattern), kind: 'reply', body: 'another kind' }, seen),
      replayed,
      replayed,
      replayed,
    ];
    await this.#redis.rpush(QUEUE, ...frames);
  }

  /** It has read the request where it waits, so it knows all that a caller can tell an answer by. */
  async answer(): Promise<void> {
    await until(async () => (await this.#redis.llen(QUEUE)) > 0, PATIENCE_MS);
    const request = await this.#redis.lindexBuffer(QUEUE, 0);
    if (request === null) throw new Error('there is no request to answer');
    const about = request.toString('hex', 6, 22);
    const [, , , , replyTo = ''] = shortFields(request);
    const base = { kind: 'reply', id: about, about, deadlineMs: Date.now() + PATIENCE_MS, body: 'forged' } as const;
    const write = (sender: string, key: KeyObject): Buffer => frame({ ...base, sender, audience: 'caller' }, key);
    const own = this.#pairKey('stranger', 'caller');
    const unsigned = write('orders', own);
    unsigned.fill(0, unsigned.length - SIGNATURE_BYTES);
    const forged = [unsigned, write('orders', own), write('orders', newPairKey()), write('stranger', own), request];
    await this.#redis.rpush(`sr:{reply:caller:${replyTo}}`, ...forged);
  }

  async put(bytes: Buffer): Promise<void> {
    const pipeline = this.#redis.pipeline();
    for (const list of ['sr:{call:orders}:p0', QUEUE, 'sr:{call:orders}:p2', ...this.#inboxes])
      pipeline.rpush(list, bytes);
    pipeline.xadd(STREAM, '*', 'm', bytes).xadd(STREAM, '*', bytes, bytes);
    pipeline.publish('sr:{cancel:orders}', bytes);
    await pipeline.exec();
  }

  async keys(): Promise<readonly string[]> {
    await until(() => this.#inboxes.size > 0, PATIENCE_MS);
    const lists = [0, 1, 2].map((priority) => `sr:{call:orders}:p${priority}`);
    return [...lists, STREAM, `${STREAM}:dead`, ...this.#inboxes];
  }

  close(): void {
    this.#redis.disconnect();
    this.#monitor.disconnect();
  }

  #request(pattern: string): Omit<Forged, 'body'> {
    const route = { sender: 'caller', audience: 'orders', replyTo: 'nobody' };
    return { kind: 'request', id: randomUUID(), deadlineMs: Date.now() + PATIENCE_MS, pattern, ...route };
  }

  #pairKey(self: string, peer: string): KeyObject {
    return keysOf(this.#keyring, self).current(peer).key;
  }
}

function newPairKey(): KeyObject {
  const { privateKey } = generateKeyPairSync('x25519');
  const { publicKey } = generateKeyPairSync('x25519');
  return derivePairKey({ privateKey, publicKey, self: 'caller', peer: 'orders', keyId: '1' }).key;
}

function shortFields(bytes: Buffer): readonly string[] {
  const fields: string[] = [];
  let at = 44;
  while (fields.length < 9) {
    const end = at + 2 + bytes.readUInt16BE(at);
    fields.push(bytes.toString('utf8', at + 2, end));
    at = end;
  }
  return fields;
}
